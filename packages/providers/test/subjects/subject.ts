import type { VendorSims } from '@jointo/vendor-sim'
import type { BaseAIProvider, GenerationRequest } from '../../src/index.ts'

/** One provider as the tests that all of them pass see it. */
export interface Subject {
  name: string
  /** Absent where there is no vendor behind it. */
  sim?: keyof Omit<VendorSims, 'reset' | 'close'>
  make: (apiKey: string, sims: VendorSims) => BaseAIProvider
  /** One of each way it works; the first is used where one is enough. */
  requests: GenerationRequest[]
  /** Files that the vendor can use; a picture where nothing is said. */
  files?: { image?: string; video?: string; audio?: string }
  /** The `provider_options` that some models can't do without, by model. */
  options?: Readonly<Record<string, Record<string, unknown>>>
  /** A request that no vendor would take. */
  impossible: GenerationRequest
  /** How this vendor says no to a prompt. */
  refused: GenerationRequest
}

/** A small picture for those who need one. */
export const PICTURE: string = `data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAXElEQVR4nO3PAQkAIBAAsUcLms68xhjCwQpszblfW3vmawW0AloBrYBWQCugFdAKaAW0AloBrYBWQCugFdAKaAW0AloBrYBWQCugFdAKaAW0AloBrYBWQCugFdAeKbBpQWYaH4wAAAAASUVORK5CYII=`

export const image = (model: string, prompt: string, more = {}): GenerationRequest => ({
  model,
  kind: 'image',
  input: { prompt, ...more },
})

export const video = (model: string, prompt: string, more = {}): GenerationRequest => ({
  model,
  kind: 'video',
  input: { prompt, ...more },
})
