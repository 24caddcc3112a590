export { AIHubMixClient, type AIHubMixClientOptions } from './client.ts'
export { normalizeBaseUrl } from './base-url.ts'
export { errorMeaning, type ErrorMeaning, type SpokenError } from './error-meaning.ts'
export { VideoFailedError } from './video-failed-error.ts'
export type { WaitForVideoOptions } from './wait-for-video.ts'
export type {
  EditImageParams,
  GeneratedImage,
  GenerateImageParams,
  ImagesReply,
  ImageUsage,
} from './resources/images.ts'
export { videoStatus, type Video, type VideoStatus } from './resources/video.ts'
export { videoBody } from './resources/video-body.ts'
export type { VideoField, VideoParams } from './resources/video-params.ts'
export type { GenerateSpeechParams, Speech, SpeechFormat } from './resources/speech.ts'
export type {
  AudioFile,
  TranscribeAudioParams,
  Transcription,
  TranscriptionFormat,
  TranslateAudioParams,
} from './resources/transcription.ts'
export type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionMessage,
  ChatCompletionParams,
  ChatCompletionUsage,
} from './resources/chat.ts'
export type { CreateEmbeddingsParams, Embeddings } from './resources/embeddings.ts'
export type { Model, ModelList } from './resources/models.ts'
