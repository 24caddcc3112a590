import type { ModelInfo, ModelLimits } from '../../spec/model-info.ts'
import { RATIOS, sizesOf } from '../ratios.ts'
import { image, images, listed, MAX_SEED, perImage, perImageAt, reported, takes, told } from './shared.ts'

const gen4Limits = {
  inputs: takes('prompt images size aspect_ratio resolution seed'),
  maxPromptLength: 1000,
  sizes: sizesOf(RATIOS.gen4Image),
  resolutions: ['720p', '1080p'],
  maxSeed: MAX_SEED,
} satisfies ModelLimits

const gptLimits = {
  inputs: takes('prompt images size aspect_ratio n quality background'),
  required: ['prompt'],
  sizes: sizesOf(RATIOS.gpt),
  images: images(0, 16, 'reference'),
  maxOutputs: 10,
} satisfies ModelLimits

const GPT25_QUALITIES = ['low', 'medium', 'high', 'xhigh', 'max']

const geminiLimits = {
  inputs: takes('prompt images size aspect_ratio resolution n'),
  required: ['prompt'],
  maxPromptLength: 5500,
  resolutions: ['1k', '2k', '4k'],
  images: images(0, 14, 'reference'),
  maxOutputs: 4,
} satisfies ModelLimits

const seedreamLimits = {
  inputs: takes('prompt images size aspect_ratio resolution n format'),
  required: ['prompt'],
  maxPromptLength: 4000,
  formats: ['png', 'jpeg'],
  maxOutputs: 4,
} satisfies ModelLimits

/** Facts: vendor SDK 4.20.1 and OpenAPI document, 2026-09. */
export const pictures: readonly ModelInfo[] = [
  {
    ...image,
    id: 'gen4_image',
    title: 'Runway Gen-4 Image',
    description: 'Pictures from words and up to three reference pictures.',
    limits: { ...gen4Limits, required: ['prompt'], images: images(0, 3, 'reference') },
    price: listed(...perImageAt({ '720p': '5', '1080p': '8' })),
  },
  {
    ...image,
    id: 'gen4_image_turbo',
    title: 'Runway Gen-4 Image Turbo',
    description: 'Quick pictures from words and one to three reference pictures.',
    limits: { ...gen4Limits, required: ['prompt', 'images'], images: images(1, 3, 'reference') },
    price: listed(perImage('2')),
  },
  {
    ...image,
    id: 'gpt_image_2',
    title: 'GPT Image 2',
    description: 'Up to ten pictures at once from words and up to 16 references.',
    limits: {
      ...gptLimits,
      maxPromptLength: 32_000,
      qualities: ['low', 'medium', 'high', 'auto'],
      backgrounds: ['transparent', 'opaque', 'auto'],
    },
    // 1 to 41 by quality and size: the highest is held, what it took is charged.
    price: reported(perImage('41')),
  },
  {
    ...image,
    id: 'gpt_image_2_5_flare',
    title: 'GPT Image 2.5 Flare',
    description: 'Up to ten pictures at once from words and up to 16 references.',
    limits: { ...gptLimits, qualities: GPT25_QUALITIES, backgrounds: ['opaque', 'auto'] },
  },
  {
    ...image,
    id: 'gpt_image_2_5_sunburst',
    title: 'GPT Image 2.5 Sunburst',
    description: 'Up to ten pictures at once, transparent ones too, from words and up to 16 references.',
    limits: { ...gptLimits, qualities: GPT25_QUALITIES, backgrounds: ['transparent', 'opaque', 'auto'] },
  },
  {
    ...image,
    id: 'gemini_2.5_flash',
    title: 'Gemini 2.5 Flash Image',
    description: 'A picture of about one megapixel from words and up to three references.',
    limits: {
      inputs: takes('prompt images size aspect_ratio'),
      required: ['prompt'],
      maxPromptLength: 5500,
      sizes: sizesOf(RATIOS.geminiFlash),
      images: images(0, 3, 'reference'),
    },
    price: listed(perImage('5')),
  },
  {
    ...image,
    id: 'gemini_image3_pro',
    title: 'Gemini 3 Pro Image',
    description: 'One or four pictures of up to 4k from words and up to 14 references.',
    limits: { ...geminiLimits, sizes: sizesOf(RATIOS.geminiPro) },
    price: reported(...perImageAt({ '1k': '20', '2k': '20', '4k': '40' })),
  },
  {
    ...image,
    id: 'gemini_image3.1_flash',
    title: 'Gemini 3.1 Flash Image',
    description:
      'One or four pictures, very wide and very small ones too, from words and up to 14 references.',
    limits: {
      ...geminiLimits,
      sizes: sizesOf(RATIOS.gemini31Flash),
      resolutions: ['0.5k', '1k', '2k', '4k'],
    },
    price: reported(...perImageAt({ '1k': '7', '2k': '11', '4k': '16' })),
  },
  {
    ...image,
    id: 'seedream5_pro',
    title: 'Seedream 5 Pro',
    description: 'Up to four pictures from words and up to ten references.',
    limits: {
      ...seedreamLimits,
      sizes: sizesOf(RATIOS.seedreamPro),
      resolutions: ['1k', '2k'],
      images: images(0, 10, 'reference'),
    },
    price: reported(...perImageAt({ '1k': '5', '2k': '9' })),
  },
  {
    ...image,
    id: 'seedream5_lite',
    title: 'Seedream 5 Lite',
    description: 'Up to four large pictures of any shape from words and up to 14 references.',
    limits: { ...seedreamLimits, resolutions: ['2k', '3k'], images: images(0, 14, 'reference') },
    price: reported(perImage('4')),
  },
  {
    ...image,
    kinds: ['image', 'image_edit'],
    id: 'grok_imagine_image_2',
    title: 'Grok Imagine Image 2',
    description: 'Pictures from words and up to three references, or a reference changed by words.',
    limits: {
      inputs: takes('prompt images size aspect_ratio resolution n quality'),
      required: ['prompt'],
      sizes: sizesOf(RATIOS.grokImage),
      resolutions: ['1k', '2k'],
      qualities: ['low', 'medium'],
      images: images(0, 3, 'reference', 'source'),
      maxOutputs: 10,
    },
  },
  {
    ...image,
    id: 'muse_image',
    title: 'Muse Image',
    description: 'Cheap pictures of two and a half megapixels from words and up to ten references.',
    limits: {
      inputs: takes('prompt images size aspect_ratio n format'),
      required: ['prompt'],
      sizes: sizesOf(RATIOS.muse),
      formats: ['png', 'jpeg', 'webp'],
      images: images(0, 10, 'reference'),
      maxOutputs: 10,
    },
    price: told(perImage('1')),
  },
]
