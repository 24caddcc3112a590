import type { Limits, MediaRole } from '../api/types.ts'

/** A file that the account has stored, as an input. */
export interface GivenFile {
  assetId: string
  mediaType: string
  name: string
  role?: MediaRole | undefined
}

/** Everything that was ever typed; a model takes of it what it understands, so that changing models loses nothing. */
export interface Values {
  words: Partial<Record<WordField, string>>
  numbers: Partial<Record<NumberField, number>>
  images: GivenFile[]
  video?: GivenFile | undefined
  audio?: GivenFile | undefined
  /** What only the vendor knows, as JSON. */
  options: string
}

export type WordField =
  | 'prompt'
  | 'negative_prompt'
  | 'text'
  | 'size'
  | 'aspect_ratio'
  | 'resolution'
  | 'quality'
  | 'format'
  | 'background'
  | 'voice'
  | 'language'
  | 'style'

export type NumberField = 'duration_seconds' | 'n' | 'seed' | 'strength'

export const NO_VALUES: Values = { words: {}, numbers: {}, images: [], options: '' }

/** Where a model names the values of a word. */
const CHOICES: Partial<Record<WordField, keyof Limits>> = {
  size: 'sizes',
  aspect_ratio: 'aspectRatios',
  resolution: 'resolutions',
  quality: 'qualities',
  format: 'formats',
  background: 'backgrounds',
  voice: 'voices',
  language: 'languages',
  style: 'styles',
}

/** Undefined where the model does not say: then any word may be tried. */
export function choicesOf(limits: Limits, field: WordField): string[] | undefined {
  const name = CHOICES[field]
  const list = name === undefined ? undefined : limits[name]
  return Array.isArray(list) ? list.map(String) : undefined
}

export const takes = (limits: Limits, field: string): boolean => limits.inputs?.includes(field) ?? false
export const needs = (limits: Limits, field: string): boolean => limits.required?.includes(field) ?? false
