import type { MappingRow, RefusalRow } from '../row.ts'
import { A, B, image, imageEdit, imageUpscale } from './media.ts'

const a = { url: A }
const b = { url: B }
const ten = Array.from({ length: 10 }, () => a)

export const pictureRows: readonly MappingRow[] = [
  {
    request: image(
      'gen4_image',
      { prompt: '@sky over @sea', size: '1920x1080', images: [a, b], seed: 2 },
      { tags: ['sky', 'sea'], contentModeration: { publicFigureThreshold: 'auto' } },
    ),
    route: 'text_to_image',
    params: {
      model: 'gen4_image',
      promptText: '@sky over @sea',
      ratio: '1920:1080',
      seed: 2,
      referenceImages: [
        { uri: A, tag: 'sky' },
        { uri: B, tag: 'sea' },
      ],
      contentModeration: { publicFigureThreshold: 'auto' },
    },
  },
  {
    request: image('gen4_image_turbo', { prompt: 'a', images: [a], aspect_ratio: '16:9' }),
    route: 'text_to_image',
    params: { model: 'gen4_image_turbo', promptText: 'a', ratio: '1280:720', referenceImages: [{ uri: A }] },
  },
  {
    request: image('gpt_image_2', { prompt: 'a', n: 3, quality: 'low', background: 'transparent' }),
    route: 'text_to_image',
    params: {
      model: 'gpt_image_2',
      promptText: 'a',
      ratio: '1920:1920',
      outputCount: 3,
      quality: 'low',
      background: 'transparent',
    },
  },
  {
    request: image('gpt_image_2', { prompt: 'a', size: '2560x1440' }),
    route: 'text_to_image',
    params: { model: 'gpt_image_2', promptText: 'a', ratio: '2560:1440', outputCount: 1, quality: 'high' },
  },
  {
    request: image('gpt_image_2_5_flare', { prompt: 'a', quality: 'max', images: [a] }, { ratio: 'auto' }),
    route: 'text_to_image',
    params: {
      model: 'gpt_image_2_5_flare',
      promptText: 'a',
      ratio: 'auto',
      outputCount: 1,
      quality: 'max',
      referenceImages: [{ uri: A }],
    },
  },
  {
    request: image('gpt_image_2_5_sunburst', { prompt: 'a', background: 'transparent', size: '3840x2160' }),
    route: 'text_to_image',
    params: {
      model: 'gpt_image_2_5_sunburst',
      promptText: 'a',
      ratio: '3840:2160',
      outputCount: 1,
      quality: 'high',
      background: 'transparent',
    },
  },
  {
    request: image('gemini_2.5_flash', { prompt: 'a', aspect_ratio: '21:9' }),
    route: 'text_to_image',
    params: { model: 'gemini_2.5_flash', promptText: 'a', ratio: '1536:672' },
  },
  {
    request: image(
      'gemini_image3_pro',
      { prompt: 'a', n: 4, resolution: '4k', images: [a, b] },
      { subjects: ['human'], tags: ['mia'] },
    ),
    route: 'text_to_image',
    params: {
      model: 'gemini_image3_pro',
      promptText: 'a',
      ratio: '4096:4096',
      outputCount: 4,
      referenceImages: [{ uri: A, tag: 'mia', subject: 'human' }, { uri: B }],
    },
  },
  {
    request: image('gemini_image3.1_flash', { prompt: 'a', size: '11264x1408' }),
    route: 'text_to_image',
    params: { model: 'gemini_image3.1_flash', promptText: 'a', ratio: '11264:1408', outputCount: 1 },
  },
  {
    request: image(
      'seedream5_pro',
      { prompt: 'a', format: 'jpeg', n: 2, resolution: '2k' },
      { grounding: true },
    ),
    route: 'text_to_image',
    params: {
      model: 'seedream5_pro',
      promptText: 'a',
      ratio: '2048:2048',
      outputCount: 2,
      outputFormat: 'jpeg',
      grounding: true,
    },
  },
  {
    request: image('seedream5_pro', { prompt: 'a', images: [a] }, { ratio: 'auto_2k' }),
    route: 'text_to_image',
    params: {
      model: 'seedream5_pro',
      promptText: 'a',
      ratio: 'auto_2k',
      outputCount: 1,
      outputFormat: 'png',
      referenceImages: [{ uri: A }],
    },
  },
  {
    request: image('seedream5_lite', { prompt: 'a', size: '2400x2000' }),
    route: 'text_to_image',
    params: {
      model: 'seedream5_lite',
      promptText: 'a',
      ratio: '2400:2000',
      outputCount: 1,
      outputFormat: 'png',
    },
  },
  {
    request: image('grok_imagine_image_2', { prompt: 'a', quality: 'low', aspect_ratio: '16:9' }),
    route: 'text_to_image',
    params: {
      model: 'grok_imagine_image_2',
      promptText: 'a',
      ratio: '1280:720',
      quality: 'low',
      edit: false,
      outputCount: 1,
    },
  },
  {
    request: imageEdit('grok_imagine_image_2', { prompt: 'in winter', images: [{ url: A, role: 'source' }] }),
    route: 'text_to_image',
    params: {
      model: 'grok_imagine_image_2',
      promptText: 'in winter',
      ratio: '1024:1024',
      quality: 'medium',
      edit: true,
      outputCount: 1,
      referenceImages: [{ uri: A }],
    },
  },
  {
    request: image('muse_image', { prompt: 'a', format: 'webp', n: 2, aspect_ratio: '3:4' }),
    route: 'text_to_image',
    params: {
      model: 'muse_image',
      promptText: 'a',
      ratio: '1344:1792',
      outputFormat: 'webp',
      outputCount: 2,
    },
  },
  {
    request: imageUpscale(
      'magnific_precision_upscaler_v2',
      { images: [a] },
      { scaleFactor: 8, flavor: 'photo', ultraDetail: 40 },
    ),
    route: 'image_upscale',
    params: {
      model: 'magnific_precision_upscaler_v2',
      imageUri: A,
      scaleFactor: 8,
      flavor: 'photo',
      ultraDetail: 40,
    },
  },
  {
    request: imageUpscale('magnific_precision_upscaler_v2', { images: [a] }),
    route: 'image_upscale',
    params: { model: 'magnific_precision_upscaler_v2', imageUri: A, scaleFactor: 2 },
  },
]

export const pictureRefusals: readonly RefusalRow[] = [
  { request: image('gen4_image', { prompt: 'a' }, { tags: ['sky'] }), param: 'provider_options.tags' },
  {
    request: image('gen4_image', { prompt: 'a', images: [a, b] }, { tags: ['sky', 'sky'] }),
    param: 'provider_options.tags',
  },
  {
    request: image('gen4_image', { prompt: 'a', images: [a] }, { tags: ['1st'] }),
    param: 'provider_options.tags[0]',
  },
  {
    request: image('gpt_image_2', { prompt: 'a', aspect_ratio: '1:1' }, { ratio: 'auto' }),
    param: 'input.aspect_ratio',
  },
  {
    request: image('gpt_image_2', { prompt: 'a' }, { grounding: true }),
    param: 'provider_options.grounding',
  },
  { request: image('gemini_image3_pro', { prompt: 'a', n: 2 }), param: 'input.n' },
  { request: image('gemini_image3_pro', { prompt: 'a', images: ten }), param: 'input.images' },
  {
    request: image('gemini_image3_pro', { prompt: 'a', images: ten }, { subjects: Array(6).fill('human') }),
    param: 'input.images',
  },
  { request: image('seedream5_lite', { prompt: 'a', size: '1024x1024' }), param: 'input.size' },
  {
    request: image('seedream5_lite', { prompt: 'a' }, { ratio: 'auto_1k' }),
    param: 'provider_options.ratio',
  },
  { request: imageEdit('grok_imagine_image_2', { prompt: 'a' }), param: 'input.images' },
  {
    request: imageUpscale('magnific_precision_upscaler_v2', { images: [a] }, { scaleFactor: 3 }),
    param: 'provider_options.scaleFactor',
  },
]
