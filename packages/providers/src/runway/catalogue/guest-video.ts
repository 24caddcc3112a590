import { VEO_DURATIONS } from '@jointo/client-runway'
import type { ModelInfo, ModelLimits, Price } from '../../spec/model-info.ts'
import { GROK_SHAPES, HAILUO_SHAPES } from '../mappers/guest-video.ts'
import { RATIOS, sizesOf } from '../ratios.ts'
import { images, listed, MAX_SEED, perSecond, perSecondAt, reported, takes, video } from './shared.ts'

const WIDE_OR_TALL = ['16:9', '9:16']
const FIVE_SHAPES = ['16:9', '9:16', '4:3', '3:4', '1:1']

function veoPrice(withAudio: string, silent: string): Price {
  return listed(
    perSecond(withAudio, { audio: true }, 'video with sound'),
    perSecond(silent, { audio: false }, 'silent video'),
  )
}

const veoLimits: ModelLimits = {
  inputs: takes('prompt negative_prompt images size aspect_ratio resolution duration_seconds seed'),
  maxPromptLength: 1000,
  sizes: sizesOf(RATIOS.veo),
  aspectRatios: WIDE_OR_TALL,
  resolutions: ['720p', '1080p'],
  durations: VEO_DURATIONS,
  defaultDurationSeconds: 8,
  maxSeed: MAX_SEED,
  images: images(0, 2, 'first_frame', 'last_frame'),
}

const wanLimits: ModelLimits = {
  inputs: takes('prompt images audio size aspect_ratio resolution duration_seconds'),
  required: ['prompt'],
  sizes: sizesOf(RATIOS.wan),
  aspectRatios: FIVE_SHAPES,
  resolutions: ['480p', '720p', '1080p'],
  durations: { min: 2, max: 30 },
  defaultDurationSeconds: 5,
  images: images(0, 10, 'first_frame', 'last_frame', 'reference'),
}

/** Models of other makers at Runway. Facts: vendor SDK 4.20.1 and OpenAPI document, 2026-09. */
export const guestVideo: readonly ModelInfo[] = [
  {
    ...video,
    id: 'veo3.1',
    title: 'Veo 3.1',
    description: 'Video with sound from words, a first frame, or a first and a last frame.',
    limits: veoLimits,
    price: veoPrice('40', '20'),
  },
  {
    ...video,
    id: 'veo3.1_fast',
    title: 'Veo 3.1 Fast',
    description: 'The quicker and cheaper Veo 3.1.',
    limits: veoLimits,
    price: veoPrice('15', '10'),
  },
  {
    ...video,
    id: 'hailuo3',
    title: 'Hailuo 3',
    description: 'Video of 5 to 15 seconds from words, frames, references or another video.',
    limits: {
      inputs: takes('prompt images video audio aspect_ratio resolution duration_seconds'),
      required: ['prompt'],
      maxPromptLength: 6000,
      aspectRatios: HAILUO_SHAPES,
      resolutions: ['768p', '2k'],
      durations: { min: 5, max: 15 },
      defaultDurationSeconds: 5,
      images: images(0, 9, 'first_frame', 'last_frame', 'reference'),
    },
    price: reported(...perSecondAt({ '768p': '10', '2k': '15' })),
  },
  {
    ...video,
    id: 'happyhorse_1_0',
    title: 'HappyHorse 1.0',
    description: 'Video of 3 to 15 seconds from words, or from a first frame whose shape it takes.',
    limits: {
      inputs: takes('prompt images size aspect_ratio resolution duration_seconds'),
      minPromptLength: 2,
      maxPromptLength: 2500,
      sizes: sizesOf(RATIOS.happyHorse),
      aspectRatios: FIVE_SHAPES,
      resolutions: ['720p', '1080p'],
      durations: { min: 3, max: 15 },
      defaultDurationSeconds: 5,
      images: images(0, 1, 'first_frame'),
    },
  },
  {
    ...video,
    id: 'grok_imagine_1_5',
    title: 'Grok Imagine 1.5',
    description: 'Video of 1 to 15 seconds from words, a first frame, or up to seven references.',
    limits: {
      inputs: takes('prompt images audio aspect_ratio resolution duration_seconds'),
      maxPromptLength: 2500,
      aspectRatios: GROK_SHAPES,
      resolutions: ['480p', '720p', '1080p'],
      durations: { min: 1, max: 15 },
      defaultDurationSeconds: 5,
      images: images(0, 7, 'first_frame', 'reference'),
    },
    price: reported(...perSecondAt({ '480p': '10', '720p': '16' })),
  },
  {
    ...video,
    id: 'wan3',
    title: 'Wan 3',
    description: 'Video with sound of 2 to 30 seconds from words, frames or references.',
    limits: wanLimits,
    price: reported(...perSecondAt({ '480p': '5', '720p': '10', '1080p': '20' })),
  },
  {
    ...video,
    id: 'wan3_prime',
    title: 'Wan 3 Prime',
    description: 'Video with sound of 2 to 30 seconds from words, frames or references.',
    limits: wanLimits,
  },
  {
    ...video,
    id: 'h3_max',
    title: 'H3 Max',
    description:
      'Video from words, a first frame, or a first and a last frame of at least 256 pixels a side.',
    limits: {
      inputs: takes('prompt images resolution duration_seconds seed'),
      required: ['prompt'],
      resolutions: ['480p', '768p'],
      defaultDurationSeconds: 5,
      maxSeed: MAX_SEED,
      images: images(0, 2, 'first_frame', 'last_frame'),
    },
    price: reported(...perSecondAt({ '480p': '5', '768p': '8' })),
  },
  {
    ...video,
    id: 'gemini_omni_flash',
    title: 'Gemini Omni Flash',
    description: 'Video of 3 to 10 seconds from words or a first frame.',
    limits: {
      inputs: takes('prompt images size aspect_ratio duration_seconds'),
      maxPromptLength: 4000,
      sizes: sizesOf(RATIOS.omni),
      aspectRatios: WIDE_OR_TALL,
      durations: { min: 3, max: 10 },
      defaultDurationSeconds: 5,
      images: images(0, 1, 'first_frame'),
    },
    price: reported(perSecond('10')),
  },
  {
    ...video,
    id: 'gemini_omni_flash_edit',
    title: 'Gemini Omni Flash, changes to a video',
    description: 'Another video changed by words and up to five references.',
    // How long the video may be is not published, so what it can cost is not known.
    limits: {
      inputs: takes('prompt images video'),
      required: ['prompt', 'video'],
      maxPromptLength: 4000,
      images: images(0, 5, 'reference'),
    },
  },
  {
    ...video,
    id: 'gemini_omni_flash_1.1',
    title: 'Gemini Omni Flash 1.1',
    description: 'Video of 3 to 10 seconds from words, frames or references, or another video gone on with.',
    limits: {
      inputs: takes('prompt images video size aspect_ratio resolution duration_seconds'),
      required: ['prompt'],
      sizes: sizesOf(RATIOS.omni11),
      aspectRatios: WIDE_OR_TALL,
      resolutions: ['360p', '720p', '1080p', '4k'],
      durations: { min: 3, max: 10 },
      defaultDurationSeconds: 5,
      images: images(0, 16, 'first_frame', 'last_frame', 'reference'),
    },
    price: reported(...perSecondAt({ '360p': '3.4', '720p': '10', '1080p': '15', '4k': '30' })),
  },
]
