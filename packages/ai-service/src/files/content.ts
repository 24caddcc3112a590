import type { Kind } from '@jointo/providers'

/** What kind of file is wanted. `any` is for files that callers bring themselves. */
export type Content = 'any' | 'image' | 'video' | 'audio' | 'audio_or_video' | 'model' | 'text'

const OF_KIND: Readonly<Record<Kind, Content>> = {
  image: 'image',
  image_edit: 'image',
  image_upscale: 'image',
  video: 'video',
  video_upscale: 'video',
  speech: 'audio',
  sound: 'audio',
  music: 'audio',
  // A new voice for a film is a film.
  voice: 'audio_or_video',
  transcription: 'text',
  translation: 'text',
  model_3d: 'model',
}

/** What a job of this kind makes. */
export const contentOf = (kind: Kind): Content => OF_KIND[kind]

const ACCEPTED: Readonly<Record<Content, RegExp>> = {
  any: /^(image|video|audio|model)\//,
  image: /^image\//,
  // A film for the cutting room may be a folder of frames, with its sound beside it.
  video: /^(video|audio)\/|^application\/zip$/,
  // The containers of films may hold sound alone.
  audio: /^(audio|video)\//,
  audio_or_video: /^(audio|video)\//,
  model: /^model\//,
  text: /^text\/|^application\/(json|x-subrip)$/,
}

export const isAccepted = (content: Content, mediaType: string): boolean => ACCEPTED[content].test(mediaType)
