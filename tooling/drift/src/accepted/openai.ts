import type { Acceptance } from '../sdk.ts'

/** AIHubMix speaks OpenAI's shape, not all of OpenAI. */
export const openaiAccepted: readonly Acceptance[] = [
  {
    reason: 'Helpers of the SDK over a route that it has under another name.',
    differences: [
      'chat.completions.parse: method is missing',
      'chat.completions.runTools: method is missing',
      'chat.completions.stream: method is missing',
      'responses.parse: method is missing',
      'responses.stream: method is missing',
    ],
  },
  {
    reason:
      'No source of the gateway has these routes: it keeps nothing, and has no stored chats, voices or characters.',
    differences: [
      'audio.voices.*: method is missing',
      'audio.voiceConsents.*: method is missing',
      'chat.completions.delete: method is missing',
      'chat.completions.list: method is missing',
      'chat.completions.messages.list: method is missing',
      'chat.completions.retrieve: method is missing',
      'chat.completions.update: method is missing',
      'models.delete: method is missing',
      'models.retrieve: method is missing',
      'responses.cancel: method is missing',
      'responses.compact: method is missing',
      'responses.delete: method is missing',
      'responses.inputItems.list: method is missing',
      'responses.inputTokens.count: method is missing',
      'responses.retrieve: method is missing',
      'videos.createCharacter: method is missing',
      'videos.edit: method is missing',
      'videos.extend: method is missing',
      'videos.getCharacter: method is missing',
    ],
  },
  {
    reason: 'OpenAI has retired the model behind it.',
    differences: ['images.createVariation: method is missing'],
  },
  {
    reason: 'The gateway finds the upstream by the model: without one there is no default.',
    differences: [
      'images.edit › model: required here, optional there',
      'images.generate › model: required here, optional there',
      'moderations.create › model: required here, optional there',
      'responses.create › model: required here, optional there',
      'videos.create › model: required here, optional there',
    ],
  },
  {
    reason: 'The gateway keeps no prompts and no conversations that could stand in for an input.',
    differences: ['responses.create › input: required here, optional there'],
  },
  {
    reason: 'Null says the same as leaving the field out, which is the one way here.',
    differences: [
      'audio.transcriptions.create › *: null is missing',
      'completions.create › prompt: null is missing',
      'images.edit › *: null is missing',
      'images.generate › *: null is missing',
    ],
  },
  {
    reason: 'Null is read as left out.',
    differences: [
      'chat.completions.create › tools: null is ours alone',
      'responses.create › tools: null is ours alone',
    ],
  },
  {
    reason: 'The method chooses: one answers whole, another streams.',
    differences: [
      'audio.speech.create › stream_format: field is missing',
      'audio.transcriptions.create › stream: field is missing',
    ],
  },
  {
    reason: 'Whether the gateway passes a stream of pictures through is unknown.',
    differences: ['images.* › stream: field is missing', 'images.* › partial_images: field is missing'],
  },
  {
    reason: 'Vectors are always asked for as numbers.',
    differences: ['embeddings.create › encoding_format: field is missing'],
  },
  {
    reason: 'For models of Jina, which the gateway serves on the same route.',
    differences: [
      'embeddings.create › embedding_type: field is ours alone',
      'embeddings.create › input[]: object is ours alone',
      'embeddings.create › late_chunking: field is ours alone',
      'embeddings.create › task: field is ours alone',
    ],
  },
  {
    reason: 'Messages are passed on as they are: what is in one is between the caller and the model.',
    differences: ['chat.completions.create › messages[] › *: optional here, required there'],
  },
  {
    reason: 'For models that OpenAI has retired.',
    differences: [
      'images.* › quality: value "standard" is missing',
      'images.generate › quality: value "hd" is missing',
      'images.generate › style: field is missing',
    ],
  },
  {
    reason:
      'No source of the gateway has it, and its schemas of this route are closed; `extra` sends it all the same.',
    differences: [
      'images.* › complexity: field is missing',
      'images.* › frame_count: field is missing',
      'images.* › frame_duration_ms: field is missing',
      'images.* › output_format: value "gif" is missing',
      'images.* › output_format: value "svg" is missing',
      'images.* › safety_identifier: field is missing',
      'images.* › svg: field is missing',
      'images.edit › markup: field is missing',
      'audio.transcriptions.create › keywords: field is missing',
      'audio.transcriptions.create › known_speaker_names: field is missing',
      'audio.transcriptions.create › known_speaker_references: field is missing',
      'audio.transcriptions.create › languages: field is missing',
    ],
  },
  {
    reason: 'One name for one picture and for several; on the wire it is `image` or `image[]`.',
    differences: [
      'images.edit › image: required field is missing',
      'images.edit › images: field is ours alone',
    ],
  },
  {
    reason: 'The names of our one vocabulary over all families of videos; the wire has OpenAI’s.',
    differences: [
      'videos.create › first_frame: field is ours alone',
      'videos.create › input_reference: field is missing',
      'videos.create › reference_file: field is ours alone',
    ],
  },
  {
    reason: 'Seconds are numbers here and texts on the wire. The gateway’s Sora takes 16 and 20 too.',
    differences: ['videos.create › seconds: value *'],
  },
]
