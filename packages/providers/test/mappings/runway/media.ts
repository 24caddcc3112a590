import type { GenerationRequest } from '../../../src/index.ts'

export const A = 'https://files.example/a.png'
export const B = 'https://files.example/b.png'
export const CLIP = 'https://files.example/clip.mp4'
export const OTHER_CLIP = 'https://files.example/other.mp4'
export const VOICE = 'https://files.example/voice.mp3'

export const first = { url: A, role: 'first_frame' as const }
export const last = { url: B, role: 'last_frame' as const }
export const reference = { url: A, role: 'reference' as const }
export const clip = { url: CLIP }
export const voice = { url: VOICE }

/** What frames look like to Runway. */
export const bothFrames = [
  { uri: A, position: 'first' },
  { uri: B, position: 'last' },
]

type Make = (
  model: string,
  input: GenerationRequest['input'],
  provider_options?: Record<string, unknown>,
) => GenerationRequest

const ofKind =
  (kind: GenerationRequest['kind']): Make =>
  (model, input, provider_options) => ({
    model,
    kind,
    input,
    ...(provider_options && { provider_options }),
  })

export const video: Make = ofKind('video')
export const videoUpscale: Make = ofKind('video_upscale')
export const image: Make = ofKind('image')
export const imageEdit: Make = ofKind('image_edit')
export const imageUpscale: Make = ofKind('image_upscale')
export const speech: Make = ofKind('speech')
export const sound: Make = ofKind('sound')
export const voiceWork: Make = ofKind('voice')
