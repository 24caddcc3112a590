import type { Job, Limits, MediaRole } from '../api/types.ts'
import {
  choicesOf,
  type GivenFile,
  needs,
  NO_VALUES,
  type NumberField,
  takes,
  type Values,
  type WordField,
} from './values.ts'

const WORDS: readonly WordField[] = [
  'prompt',
  'negative_prompt',
  'text',
  'aspect_ratio',
  'size',
  'resolution',
  'quality',
  'format',
  'background',
  'voice',
  'language',
  'style',
]
const NUMBERS: readonly NumberField[] = ['duration_seconds', 'n', 'seed', 'strength']

/** What of the values this model takes, in the words of the API. */
export function buildInput(limits: Limits, values: Values): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const field of WORDS) {
    const word = values.words[field]?.trim()
    const choices = choicesOf(limits, field)
    if (!takes(limits, field) || word === undefined || word === '') continue
    if (choices !== undefined && !choices.includes(word)) continue
    if (field === 'size' && 'aspect_ratio' in input) continue
    input[field] = word
  }
  for (const field of NUMBERS) {
    const number = values.numbers[field]
    if (takes(limits, field) && number !== undefined && !(field === 'n' && number === 1))
      input[field] = number
  }
  const images = values.images.slice(0, limits.images?.max).map((file) => toMedia(file, limits.images?.roles))
  if (takes(limits, 'images') && images.length > 0) input['images'] = images
  for (const field of ['video', 'audio'] as const) {
    const file = values[field]
    if (takes(limits, field) && file !== undefined) input[field] = toMedia(file, undefined)
  }
  return input
}

function toMedia({ assetId, role }: GivenFile, roles: MediaRole[] | undefined): Record<string, string> {
  const isKnown = role !== undefined && roles?.includes(role) === true
  return { asset_id: assetId, ...(isKnown ? { role } : {}) }
}

/** What is still to be filled in before this can be sent. */
export function missingFields(limits: Limits, input: Record<string, unknown>): string[] {
  const missing = (limits.required ?? []).filter((field) => !(field in input))
  const images = Array.isArray(input['images']) ? input['images'].length : 0
  if (images < (limits.images?.min ?? 0) && !missing.includes('images')) missing.push('images')
  return missing
}

/**
 * The same with a stand-in for a text that is not written yet: a price is wanted before that. Without its files nothing can be
 * priced.
 */
export function pricedInput(
  limits: Limits,
  input: Record<string, unknown>,
): Record<string, unknown> | undefined {
  const filled = { ...input }
  for (const field of ['prompt', 'text'])
    if (needs(limits, field)) filled[field] ??= 'x'.repeat(limits.minPromptLength ?? 1)
  return missingFields(limits, filled).length === 0 ? filled : undefined
}

/** The settings of a job that was, for another go. */
export function valuesOf({ input }: Pick<Job, 'input'>, options?: Record<string, unknown> | null): Values {
  const values: Values = { ...NO_VALUES, words: {}, numbers: {}, images: [] }
  for (const field of WORDS) if (typeof input[field] === 'string') values.words[field] = input[field]
  for (const field of NUMBERS) if (typeof input[field] === 'number') values.numbers[field] = input[field]
  if (Array.isArray(input['images']))
    values.images = input['images'].flatMap((one) => readMedia(one, 'image/*'))
  values.video = readMedia(input['video'], 'video/*')[0]
  values.audio = readMedia(input['audio'], 'audio/*')[0]
  if (options && Object.keys(options).length > 0) values.options = JSON.stringify(options, null, 2)
  return values
}

const ROLES: readonly MediaRole[] = ['first_frame', 'last_frame', 'reference', 'mask', 'source']

/** Only what the account has stored can be used again: a link of long ago may be gone. */
function readMedia(value: unknown, mediaType: string): GivenFile[] {
  if (typeof value !== 'object' || value === null) return []
  const assetId: unknown = Reflect.get(value, 'asset_id')
  const role = ROLES.find((one) => one === Reflect.get(value, 'role'))
  return typeof assetId === 'string' ? [{ assetId, mediaType, name: 'From the earlier job', role }] : []
}

/** @returns the options; an error to show where it is no JSON object */
export function readOptions(text: string): { options?: Record<string, unknown>; error?: string } {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { options: { ...value } }
  } catch {
    // Told below.
  }
  return { error: 'Write a JSON object, for example {"scale": 4}' }
}
