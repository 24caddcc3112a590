import { invalidRequest } from '../provider-error.ts'
import type { GenerationInput } from '../spec/generation-input.ts'

export interface Keyframe {
  uri: string
  position: 'first' | 'last'
}

export interface SortedImages {
  /** In time. */
  frames: Keyframe[]
  references: { uri: string }[]
}

/**
 * Pictures as frames of the video or as references of what it shows; Runway does not mix them. One without a role is the
 * first frame.
 * @throws ProviderError `invalid_request` at `input.images`
 */
export function sortImages(model: string, { images = [] }: GenerationInput): SortedImages {
  const references = images.filter(({ role }) => role === 'reference').map(({ url }) => ({ uri: url }))
  const first = images.filter(({ role = 'first_frame' }) => role === 'first_frame')
  const last = images.filter(({ role }) => role === 'last_frame')
  if (references.length > 0 && references.length < images.length) {
    throw invalidRequest('input.images', `${model} takes frames or references, not both.`)
  }
  if (first.length > 1 || last.length > 1 || last.length > first.length) {
    const message = `${model} takes one first_frame, and one last_frame beside it. Others need the role reference.`
    throw invalidRequest('input.images', message)
  }
  const frames = [
    ...first.map(({ url }) => ({ uri: url, position: 'first' as const })),
    ...last.map(({ url }) => ({ uri: url, position: 'last' as const })),
  ]
  return { frames, references }
}

/** A first frame by itself is one address. */
export function promptImageOf(frames: Keyframe[]): string | Keyframe[] {
  const [first] = frames
  return first !== undefined && frames.length === 1 ? first.uri : frames
}

/** `images` as references, in their order. */
export function referencesOf({ images }: GenerationInput): { uri: string }[] | undefined {
  return images?.map(({ url }) => ({ uri: url }))
}

/** @throws ProviderError `invalid_request` */
export function requirePrompt(model: string, { prompt }: GenerationInput): string {
  if (prompt === undefined) throw invalidRequest('input.prompt', `${model} needs a prompt here.`)
  return prompt
}

/** @throws ProviderError `invalid_request` naming the first word that has no meaning here */
export function refuseWords(
  model: string,
  input: GenerationInput,
  words: readonly (keyof GenerationInput)[],
  why: string,
): void {
  const given = words.find((word) => input[word] !== undefined)
  if (given !== undefined) throw invalidRequest(`input.${given}`, `${model} takes no ${given} ${why}.`)
}
