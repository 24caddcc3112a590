import type { ModelInfo, ModelLimits, Price } from '../../spec/model-info.ts'
import { endingOf } from './endings.ts'

/** Tokens of the prompt that are in the price of a picture; what is longer is charged by the token. */
export const INCLUDED_PROMPT_TOKENS = 24

const SIZES = ['1024x1024', '1536x1024', '1024x1536'] as const
const FORMATS = ['png', 'jpeg', 'webp'] as const

/**
 * Sold where the tokens of a picture have been seen: 1024x1024 in low and medium quality. Larger ones, high quality and
 * edits can be asked for, and have no price.
 */
function price(note: string): Price {
  const qualities = [
    ['low', '0.6'],
    ['medium', '5.4'],
  ] as const
  return {
    rates: qualities.flatMap(([quality, credits]) => {
      const when = { route: 'images', size: '1024x1024', quality }
      return [
        { unit: 'image', credits, when, description: `picture, ${quality} quality` },
        {
          unit: 'input_token',
          credits: '500',
          per: 1_000_000,
          when,
          description: `tokens of the prompt beyond ${INCLUDED_PROMPT_TOKENS}`,
        },
      ] as const
    }),
    source: `token rates of aihubmix.com times tokens seen in live replies of third parties, rounded up${note}`,
    checked: '2026-09-19',
  }
}

const limits = {
  inputs: ['prompt', 'images', 'size', 'n', 'quality', 'format'],
  required: ['prompt'],
  maxPromptLength: 32_000,
  sizes: SIZES,
  formats: FORMATS,
  maxOutputs: 10,
  images: { min: 0, max: 16, roles: ['source', 'reference', 'mask'] },
} as const satisfies ModelLimits

function gptImage(
  id: string,
  title: string,
  description: string,
  qualities: readonly string[],
  sold?: Price,
): ModelInfo {
  return {
    id,
    kind: 'image',
    kinds: ['image', 'image_edit'],
    title,
    description,
    limits: { ...limits, qualities },
    ...(sold === undefined ? {} : { price: sold }),
    ...endingOf(id),
    immediate: true,
  }
}

const OLDER = ['low', 'medium', 'high', 'auto'] as const
const NEWER = [...OLDER, 'xhigh', 'max'] as const
const WORDS = 'Pictures that follow long instructions and write legible text; changes up to 16 pictures.'
const SOLD = `${WORDS} Sold in 1024x1024 of low and medium quality; what else costs is not known.`
const NOT_ALL = 'medium quality was seen with gpt-image-2 alone'

function maiImage(id: string, title: string): ModelInfo {
  return {
    id,
    kind: 'image',
    title,
    description: 'Pictures from words. What one costs is not known.',
    limits: { inputs: ['prompt', 'n'], required: ['prompt'], maxOutputs: 10 },
    immediate: true,
  }
}

function ended(id: string, title: string): ModelInfo {
  return {
    id,
    kind: 'image',
    title,
    description: 'Ended by OpenAI.',
    limits: { inputs: ['prompt'], required: ['prompt'] },
    ...endingOf(id),
    immediate: true,
  }
}

/** Models of `/v1/images`. */
export const openAIImages: readonly ModelInfo[] = [
  gptImage('gpt-image-2', 'GPT Image 2', SOLD, OLDER, price('')),
  gptImage('gpt-image-2.5-sunburst', 'GPT Image 2.5 Sunburst', SOLD, NEWER, price(`; ${NOT_ALL}`)),
  gptImage('gpt-image-2.5-flare', 'GPT Image 2.5 Flare', SOLD, NEWER, price(`; ${NOT_ALL}`)),
  gptImage('gpt-image-1.5', 'GPT Image 1.5', `${WORDS} What one costs is not known.`, OLDER),
  maiImage('mai-image-2.6', 'MAI Image 2.6'),
  maiImage('mai-image-2.6-flash', 'MAI Image 2.6 Flash'),
  ended('gpt-image-1', 'GPT Image 1'),
  ended('dall-e-3', 'DALL·E 3'),
  ended('dall-e-2', 'DALL·E 2'),
]
