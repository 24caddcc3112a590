/** What a job can make. */
export const KINDS = [
  'image',
  'image_edit',
  'image_upscale',
  'video',
  'video_upscale',
  'speech',
  'sound',
  'music',
  'voice',
  'transcription',
  'translation',
  'model_3d',
] as const

export type Kind = (typeof KINDS)[number]

/** What a model can be for: a job, or one of the two things answered at once without a job. */
export type ModelKind = Kind | 'chat' | 'embedding'
