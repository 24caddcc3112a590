import type { GenerationInput, GenerationRequest, Kind } from '../../../src/index.ts'
import type { MappingRow, RefusalRow } from '../row.ts'

/** A picture of four bytes, and how it goes into a form. */
export const PNG = 'data:image/png;base64,AAECAw=='
export const file = (filename: string, mediaType = 'image/png'): object => ({
  bytes: { type: 'Buffer', data: [0, 1, 2, 3] },
  mediaType,
  filename,
})
export const FRAME = 'https://pictures.example/first.png'
export const LAST = 'https://pictures.example/last.png'
export const REFERENCE = 'https://pictures.example/reference.png'
export const CLIP = 'https://pictures.example/clip.mp4'
export const RECORDING = 'https://pictures.example/recording.mp3'

type Options = Record<string, unknown>

export function row(
  kind: Kind,
  model: string,
  input: GenerationInput,
  route: string,
  params: Readonly<Record<string, unknown>>,
  provider_options?: Options,
): MappingRow {
  return { request: requestOf(kind, model, input, provider_options), route, params }
}

export function refusal(
  kind: Kind,
  model: string,
  input: GenerationInput,
  param: string,
  provider_options?: Options,
): RefusalRow {
  return { request: requestOf(kind, model, input, provider_options), param }
}

function requestOf(
  kind: Kind,
  model: string,
  input: GenerationInput,
  provider_options?: Options,
): GenerationRequest {
  return provider_options === undefined ? { kind, model, input } : { kind, model, input, provider_options }
}
