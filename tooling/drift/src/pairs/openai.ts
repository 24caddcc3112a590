import type { Counterpart } from '../sdk.ts'

export const openaiPairs: Readonly<Record<string, Counterpart>> = {
  'chat.completions.create': ['chatCompletion', 'streamChatCompletion'],
  'responses.create': ['createResponse', 'streamResponse'],
  'completions.create': ['createCompletion', 'streamCompletion'],
  'embeddings.create': 'createEmbeddings',
  'moderations.create': 'createModeration',
  'images.generate': 'generateImage',
  'images.edit': 'editImage',
  'audio.speech.create': ['generateSpeech', 'openSpeech', 'streamSpeech'],
  'audio.transcriptions.create': ['transcribeAudio', 'streamTranscription'],
  'audio.translations.create': 'translateAudio',
  // One vocabulary over all families there; Sora's part of it is what OpenAI has.
  'videos.create': {
    methods: ['generateVideo'],
    sent: "Omit<ours.VideoParams<'sora-2'>, 'model'> & { model: string }",
  },
  'videos.retrieve': 'getVideoStatus',
  'videos.list': 'listVideos',
  'videos.delete': 'deleteVideo',
  'videos.downloadContent': {
    methods: ['downloadVideo'],
    sent: "Pick<ours.DownloadVideoOptions, 'variant'>",
  },
  'videos.remix': 'remixVideo',
  'models.list': 'listModels',
}
