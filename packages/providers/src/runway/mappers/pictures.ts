import { invalidRequest } from '../../provider-error.ts'
import { parseProviderOptions } from '../../provider-options.ts'
import type { GenerationRequest } from '../../spec/generation.ts'
import type { GenerationInput } from '../../spec/generation-input.ts'
import type { Mapper, RunwayCall } from '../call.ts'
import { referencesOf, refuseWords } from '../images.ts'
import * as options from '../options/pictures.ts'
import { area, gen4ImageTier, imageTier, pickRatio } from '../ratio.ts'
import { RATIOS } from '../ratios.ts'

const picture = { tierOf: imageTier, shape: '1:1' }
const gen4Picture = { tierOf: gen4ImageTier, shape: '1:1' }

export function gen4Image({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const { tags, ...rest } = parseProviderOptions(options.gen4ImageOptions, provider_options)
  const ratio = pickRatio(model, RATIOS.gen4Image, input, gen4Picture)
  const { promptText, referenceImages } = { ...wordsOf(input), referenceImages: tagged(input, tags) }
  const params = {
    model: 'gen4_image',
    promptText,
    ratio,
    seed: input.seed,
    referenceImages,
    ...rest,
  } as const
  return { route: 'text_to_image', params }
}

export function gen4ImageTurbo({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const { tags, ...rest } = parseProviderOptions(options.gen4ImageOptions, provider_options)
  const shared = { ...wordsOf(input), seed: input.seed, ...rest, referenceImages: tagged(input, tags) ?? [] }
  const ratio = pickRatio(model, RATIOS.gen4Image, input, gen4Picture)
  return { route: 'text_to_image', params: { ...shared, model: 'gen4_image_turbo', ratio } }
}

export function gptImage2({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const quality = oneOf(['low', 'medium', 'high', 'auto'], input.quality) ?? 'high'
  const background = oneOf(['transparent', 'opaque', 'auto'], input.background)
  const shared = gptFields(model, input, provider_options)
  return { route: 'text_to_image', params: { ...shared, model: 'gpt_image_2', quality, background } }
}

export function gptImage25(model: 'gpt_image_2_5_flare' | 'gpt_image_2_5_sunburst'): Mapper {
  return ({ input, provider_options }) => {
    const quality = oneOf(['low', 'medium', 'high', 'xhigh', 'max'], input.quality) ?? 'high'
    const shared = { ...gptFields(model, input, provider_options), quality }
    if (model === 'gpt_image_2_5_flare') {
      const background = oneOf(['opaque', 'auto'], input.background)
      return { route: 'text_to_image', params: { ...shared, model, background } }
    }
    const background = oneOf(['transparent', 'opaque', 'auto'], input.background)
    return { route: 'text_to_image', params: { ...shared, model, background } }
  }
}

function gptFields(model: string, input: GenerationInput, given: GenerationRequest['provider_options']) {
  const { tags, ratio } = parseProviderOptions(options.gptImageOptions, given)
  return {
    ...wordsOf(input),
    ratio: automatic(model, input, ratio) ?? pickRatio(model, RATIOS.gpt, input, picture),
    referenceImages: tagged(input, tags),
    outputCount: input.n ?? 1,
  }
}

export function geminiFlash({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const { tags } = parseProviderOptions(options.geminiFlashOptions, provider_options)
  const ratio = pickRatio(model, RATIOS.geminiFlash, input, picture)
  const params = {
    ...wordsOf(input),
    model: 'gemini_2.5_flash',
    ratio,
    referenceImages: tagged(input, tags),
  } as const
  return { route: 'text_to_image', params }
}

export function geminiPro({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const ratio = pickRatio(model, RATIOS.geminiPro, input, picture)
  const shared = geminiFields(model, input, provider_options)
  return { route: 'text_to_image', params: { ...shared, model: 'gemini_image3_pro', ratio } }
}

export function gemini31Flash({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const ratio = pickRatio(model, RATIOS.gemini31Flash, input, picture)
  const shared = geminiFields(model, input, provider_options)
  return { route: 'text_to_image', params: { ...shared, model: 'gemini_image3.1_flash', ratio } }
}

function geminiFields(model: string, input: GenerationInput, given: GenerationRequest['provider_options']) {
  const { tags, subjects = [] } = parseProviderOptions(options.geminiImageOptions, given)
  const { n = 1 } = input
  if (n !== 1 && n !== 4) throw invalidRequest('input.n', `${model} makes 1 or 4 at once, not ${n}.`)
  const referenceImages = tagged(input, tags)?.map((image, index) => ({ ...image, subject: subjects[index] }))
  const humans = subjects.filter((subject) => subject === 'human').length
  if (humans > 5 || (referenceImages?.length ?? 0) - humans > 9) {
    const message = `${model} takes at most 5 humans and 9 objects; provider_options.subjects says which is which.`
    throw invalidRequest('input.images', message)
  }
  const outputCount: 1 | 4 = n
  return { ...wordsOf(input), referenceImages, outputCount }
}

export function seedreamPro({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const { ratio, ...rest } = parseProviderOptions(options.seedreamProOptions, provider_options)
  const chosen = automatic(model, input, ratio) ?? pickRatio(model, RATIOS.seedreamPro, input, picture)
  const params = { ...seedreamFields(input), ...rest, model: 'seedream5_pro', ratio: chosen } as const
  return { route: 'text_to_image', params }
}

export function seedreamLite({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const rest = parseProviderOptions(options.seedreamLiteOptions, provider_options)
  const ratio = freeSize(model, input.size) ?? pickRatio(model, RATIOS.seedreamLite, input, picture)
  return {
    route: 'text_to_image',
    params: { ...seedreamFields(input), ...rest, model: 'seedream5_lite', ratio },
  }
}

/** Any size within bounds, not only the listed ones. */
function freeSize(model: string, size: string | undefined): `${number}:${number}` | undefined {
  if (size === undefined) return undefined
  const [width = 0, height = 0] = size.split('x').map(Number)
  const pixels = area(`${width}:${height}`)
  if (pixels >= 3_686_400 && pixels <= 16_777_216) return `${width}:${height}`
  throw invalidRequest('input.size', `${model} makes 3,686,400 to 16,777,216 pixels; ${size} are ${pixels}.`)
}

function seedreamFields(input: GenerationInput) {
  const outputFormat = oneOf(['png', 'jpeg'], input.format) ?? 'png'
  return { ...wordsOf(input), referenceImages: referencesOf(input), outputCount: input.n ?? 1, outputFormat }
}

/** As an edit it changes its reference, in place of making something like it. */
export function grokImage({ model, kind, input, provider_options }: GenerationRequest): RunwayCall {
  const { ratio } = parseProviderOptions(options.grokImageOptions, provider_options)
  const edit = kind === 'image_edit'
  if (edit && input.images === undefined)
    throw invalidRequest('input.images', `${model} needs an image to edit.`)
  return {
    route: 'text_to_image',
    params: {
      ...wordsOf(input),
      model: 'grok_imagine_image_2',
      ratio: automatic(model, input, ratio) ?? pickRatio(model, RATIOS.grokImage, input, picture),
      quality: oneOf(['low', 'medium'], input.quality) ?? 'medium',
      edit,
      outputCount: input.n ?? 1,
      referenceImages: referencesOf(input),
    },
  }
}

export function museImage({ model, input, provider_options }: GenerationRequest): RunwayCall {
  const { ratio } = parseProviderOptions(options.museImageOptions, provider_options)
  return {
    route: 'text_to_image',
    params: {
      ...wordsOf(input),
      model: 'muse_image',
      ratio: automatic(model, input, ratio) ?? pickRatio(model, RATIOS.muse, input, picture),
      outputFormat: oneOf(['png', 'jpeg', 'webp'], input.format) ?? 'png',
      outputCount: input.n ?? 1,
      referenceImages: referencesOf(input),
    },
  }
}

const wordsOf = ({ prompt }: GenerationInput): { promptText: string } => ({ promptText: prompt ?? '' })

/** @throws ProviderError `invalid_request` where there are more names than pictures */
function tagged({ images }: GenerationInput, tags: readonly string[] = []) {
  if (tags.length > (images ?? []).length) {
    throw invalidRequest(
      'provider_options.tags',
      'provider_options.tags has more names than there are images.',
    )
  }
  return images?.map(({ url }, index) => ({ uri: url, tag: tags[index] }))
}

/** A shape the vendor picks goes with no shape of ours. */
function automatic<Ratio>(
  model: string,
  input: GenerationInput,
  ratio: Ratio | undefined,
): Ratio | undefined {
  if (ratio !== undefined)
    refuseWords(model, input, ['size', 'aspect_ratio', 'resolution'], 'beside provider_options.ratio')
  return ratio
}

/** Words that the catalogue has let through already. */
function oneOf<const Word extends string>(
  words: readonly Word[],
  given: string | undefined,
): Word | undefined {
  return words.find((word) => word === given)
}
