import * as fc from 'fast-check'
import {
  generationInputSchema,
  type DurationRange,
  type GenerationRequest,
  type InputField,
  type Kind,
  type Media,
  type ModelInfo,
} from '../../src/index.ts'
import { PICTURE, type Subject } from '../subjects/subject.ts'

/** Any request that a catalogue entry says is possible: all required words, any of the others, values up to the limits. */
export function anyRequest(
  model: ModelInfo,
  kind: Kind,
  files: Subject['files'] = {},
  provider_options?: Record<string, unknown>,
): fc.Arbitrary<GenerationRequest> {
  const { inputs, required = [] } = model.limits
  const taken = inputs.filter((word) => word !== 'size')
  const optional = fc.subarray(taken.filter((word) => !required.includes(word)))
  return optional.chain((chosen) => {
    const words = [...required, ...chosen]
    const input = fc.record(Object.fromEntries(words.map((word) => [word, anyValue(word, model, files)])))
    return input.map((values) => ({
      model: model.id,
      kind,
      input: generationInputSchema.parse(values),
      provider_options,
    }))
  })
}

function anyValue(
  word: InputField,
  { limits }: ModelInfo,
  files: Subject['files'] = {},
): fc.Arbitrary<unknown> {
  const oneOf = (values: readonly string[] | undefined, fallback: string): fc.Arbitrary<string> =>
    fc.constantFrom(...(values ?? [fallback]))
  switch (word) {
    case 'prompt':
    case 'negative_prompt':
      return anyText(limits.maxPromptLength, limits.minPromptLength, limits.promptLanguages)
    case 'text':
      return anyText(limits.maxTextLength)
    case 'images':
      return anyImages(limits.images, files.image ?? PICTURE)
    case 'video':
      return fc.constant({ url: files.video ?? PICTURE })
    case 'audio':
      return fc.constant({ url: files.audio ?? PICTURE })
    case 'size':
      return oneOf(limits.sizes, '1024x1024')
    case 'aspect_ratio':
      return oneOf(limits.aspectRatios, '1:1')
    case 'resolution':
      return oneOf(limits.resolutions, '720p')
    case 'duration_seconds':
      return anyDuration(limits.durations)
    case 'n':
      return fc.integer({ min: 1, max: limits.maxOutputs ?? 1 })
    case 'seed':
      return fc.integer({ min: 0, max: limits.maxSeed ?? 1_000 })
    case 'quality':
      return oneOf(limits.qualities, 'standard')
    case 'format':
      return oneOf(limits.formats, 'png')
    case 'background':
      return oneOf(limits.backgrounds, 'auto')
    case 'voice':
      return oneOf(limits.voices, 'alloy')
    case 'language':
      return oneOf(limits.languages, 'en')
    case 'strength':
      return fc.double({ min: limits.strength?.min ?? 0, max: limits.strength?.max ?? 1, noNaN: true })
    case 'style':
      return oneOf(limits.styles, 'photographic')
  }
}

/** Short ones, and one of exactly the longest length. Words in double brackets have a meaning to simulators. */
function anyText(longest = 1_000, shortest = 1, languages?: readonly string[]): fc.Arbitrary<string> {
  const unit = languages === undefined ? 'grapheme' : 'grapheme-ascii'
  const short = fc.string({ unit, minLength: shortest, maxLength: Math.min(longest, 40) })
  const usable = short.filter(
    (text) => text.trim().length >= shortest && text.length <= longest && !text.includes('[['),
  )
  return fc.oneof(
    { weight: 9, arbitrary: usable },
    { weight: 1, arbitrary: fc.constant('x'.repeat(longest)) },
  )
}

function anyImages(limits: ModelInfo['limits']['images'], url: string): fc.Arbitrary<Media[]> {
  const { min = 1, max = 1, roles = [], requiredRoles = [] } = limits ?? {}
  const others = fc.array(
    fc.constantFrom(...roles.filter((role) => !requiredRoles.includes(role)), undefined),
    {
      minLength: Math.max(0, Math.max(min, 1) - requiredRoles.length),
      maxLength: Math.max(0, max - requiredRoles.length),
    },
  )
  return others.map((chosen) =>
    [...requiredRoles, ...chosen].map((role) => (role === undefined ? { url } : { url, role })),
  )
}

function anyDuration(durations: DurationRange | readonly number[] | undefined): fc.Arbitrary<number> {
  if (durations === undefined) return fc.constant(5)
  if (!('min' in durations)) return fc.constantFrom(...durations)
  const { min, max, step = 1 } = durations
  return fc
    .integer({ min: 0, max: Math.floor((max - min) / step) })
    .map((steps) => Number((min + steps * step).toFixed(6)))
}
