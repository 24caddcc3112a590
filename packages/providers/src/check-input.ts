import { countCharacters } from '@jointo/http-base'
import { invalidRequest } from './provider-error.ts'
import type { GenerationInput, InputField, Media } from './spec/generation-input.ts'
import type { ModelInfo, ModelLimits } from './spec/model-info.ts'

/**
 * Refuses what a model cannot do, from its catalogue entry alone.
 * @throws ProviderError `invalid_request` naming the field and what is possible
 */
export function checkInput(
  model: ModelInfo,
  input: GenerationInput,
  lengthOf: (text: string) => number = countCharacters,
): void {
  checkWords(model, input)
  const { limits } = model
  for (const [field, allowed] of choices(limits)) {
    const value = input[field]
    if (typeof value === 'string' && allowed && !allowed.includes(value)) {
      throw invalidRequest(`input.${field}`, `${model.id} takes ${field} ${list(allowed)}, not "${value}".`)
    }
  }
  checkLength(model, 'prompt', limits.maxPromptLength, input.prompt, lengthOf)
  checkLength(model, 'negative_prompt', limits.maxPromptLength, input.negative_prompt, lengthOf)
  checkLength(model, 'text', limits.maxTextLength, input.text, lengthOf)
  checkDuration(model, input.duration_seconds)
  checkNumbers(model, input)
  checkImages(model, input.images)
}

function checkWords(model: ModelInfo, input: GenerationInput): void {
  const { inputs, required = [] } = model.limits
  for (const field of Object.keys(input) as InputField[]) {
    if (input[field] !== undefined && !inputs.includes(field)) {
      throw invalidRequest(`input.${field}`, `${model.id} does not take ${field}. It takes ${list(inputs)}.`)
    }
  }
  for (const field of required) {
    if (input[field] === undefined) throw invalidRequest(`input.${field}`, `${model.id} needs ${field}.`)
  }
  if (input.size !== undefined && input.aspect_ratio !== undefined) {
    throw invalidRequest('input.aspect_ratio', 'Give size or aspect_ratio, not both.')
  }
}

function choices(limits: ModelLimits): [InputField, readonly string[] | undefined][] {
  return [
    ['size', limits.sizes],
    ['aspect_ratio', limits.aspectRatios],
    ['resolution', limits.resolutions],
    ['quality', limits.qualities],
    ['format', limits.formats],
    ['style', limits.styles],
    ['voice', limits.voices],
    ['language', limits.languages],
    ['background', limits.backgrounds],
  ]
}

function checkLength(
  model: ModelInfo,
  field: 'prompt' | 'negative_prompt' | 'text',
  most: number | undefined,
  text: string | undefined,
  lengthOf: (text: string) => number,
): void {
  if (text === undefined) return
  const length = lengthOf(text)
  const { minPromptLength = 0 } = model.limits
  if (field === 'prompt' && length < minPromptLength) {
    throw invalidRequest('input.prompt', `${model.id} takes at least ${minPromptLength} characters.`)
  }
  if (most !== undefined && length > most) {
    throw invalidRequest(
      `input.${field}`,
      `${model.id} takes at most ${most} characters; these are ${length}.`,
    )
  }
}

function checkDuration(model: ModelInfo, seconds: number | undefined): void {
  const { durations } = model.limits
  if (seconds === undefined || durations === undefined) return
  const message = `${model.id} makes ${describeDurations(durations)}, not ${seconds} seconds.`
  if (!makesDuration(durations, seconds)) throw invalidRequest('input.duration_seconds', message)
}

export function makesDuration(durations: NonNullable<ModelLimits['durations']>, seconds: number): boolean {
  return 'min' in durations
    ? isStep(seconds, durations.step) && seconds >= durations.min && seconds <= durations.max
    : durations.includes(seconds)
}

/** Steps are decimal fractions, which binary numbers miss by a hair. */
function isStep(seconds: number, step = 1): boolean {
  return Math.abs(seconds / step - Math.round(seconds / step)) < 1e-9
}

function describeDurations(durations: NonNullable<ModelLimits['durations']>): string {
  return 'min' in durations
    ? `${durations.min} to ${durations.max} ${durations.step === undefined ? 'whole seconds' : `seconds in steps of ${durations.step}`}`
    : `${list(durations.map(String))} seconds`
}

function checkNumbers(model: ModelInfo, input: GenerationInput): void {
  const { maxOutputs = 1, maxSeed, strength } = model.limits
  if (input.strength !== undefined && strength && !isWithin(input.strength, strength)) {
    throw invalidRequest(
      'input.strength',
      `${model.id} takes strength from ${strength.min} to ${strength.max}.`,
    )
  }
  if (input.n !== undefined && input.n > maxOutputs) {
    throw invalidRequest('input.n', `${model.id} makes 1 to ${maxOutputs} at once, not ${input.n}.`)
  }
  if (input.seed !== undefined && maxSeed !== undefined && input.seed > maxSeed) {
    throw invalidRequest('input.seed', `${model.id} takes seeds from 0 to ${maxSeed}.`)
  }
}

function isWithin(value: number, { min, max }: { min: number; max: number }): boolean {
  return value >= min && value <= max
}

function checkImages(model: ModelInfo, images: readonly Media[] = []): void {
  const limits = model.limits.images
  if (!limits) return
  if (images.length < limits.min || images.length > limits.max) {
    const wanted = limits.min === limits.max ? `${limits.min}` : `${limits.min} to ${limits.max}`
    throw invalidRequest('input.images', `${model.id} takes ${wanted} images; here are ${images.length}.`)
  }
  for (const [index, { role }] of images.entries()) {
    if (role !== undefined && !limits.roles.includes(role)) {
      const message = `${model.id} takes images with the role ${list(limits.roles)}, not ${role}.`
      throw invalidRequest(`input.images[${index}].role`, message)
    }
  }
  for (const role of limits.requiredRoles ?? []) {
    if (!images.some((image) => image.role === role)) {
      throw invalidRequest('input.images', `${model.id} needs an image with the role ${role}.`)
    }
  }
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
