import type { ModelInfo, ModelLimits, PriceRate } from '../../spec/model-info.ts'
import { ALEPH_SHAPES } from '../mappers/runway-video.ts'
import { RATIOS, sizesOf } from '../ratios.ts'
import { images, listed, MAX_SEED, perSecond, reported, takes, told, video } from './shared.ts'

const GEN4_SHAPES = ['16:9', '9:16', '4:3', '3:4', '1:1', '21:9']

const gen4Limits = {
  inputs: takes('prompt images size aspect_ratio duration_seconds seed'),
  maxPromptLength: 1000,
  sizes: sizesOf(RATIOS.gen4Video),
  aspectRatios: GEN4_SHAPES,
  durations: { min: 2, max: 10 },
  defaultDurationSeconds: 5,
  maxSeed: MAX_SEED,
} satisfies ModelLimits

const EDIT: PriceRate = perSecond('5', { finish: 'edit' }, 'ProRes or PNG frames')

/** Runway's own models. Facts: vendor SDK 4.20.1 and OpenAPI document, 2026-09. */
export const runwayVideo: readonly ModelInfo[] = [
  {
    ...video,
    id: 'gen4.5',
    title: 'Runway Gen-4.5',
    description: 'Video of 2 to 10 seconds from words, or from words and a first frame.',
    limits: { ...gen4Limits, required: ['prompt'], images: images(0, 1, 'first_frame') },
    // At most 1584x672 pixels, so never the rate above 4 megapixels.
    price: listed(perSecond('12'), EDIT, perSecond('20', { finish: 'deep' }, 'ten bits and above')),
  },
  {
    ...video,
    id: 'gen4_turbo',
    title: 'Runway Gen-4 Turbo',
    description: 'Quick video of 2 to 10 seconds that starts from a given picture.',
    limits: { ...gen4Limits, required: ['images'], images: images(1, 1, 'first_frame') },
    price: listed(perSecond('5')),
  },
  {
    ...video,
    id: 'act_two',
    title: 'Runway Act-Two',
    description: 'A character in a picture or a video that does what a person in another video does.',
    limits: {
      inputs: takes('images video size aspect_ratio seed'),
      required: ['video'],
      sizes: sizesOf(RATIOS.gen4Video),
      aspectRatios: GEN4_SHAPES,
      maxInputSeconds: 30,
      maxSeed: MAX_SEED,
      images: images(0, 1, 'source'),
    },
    price: reported({ ...perSecond('5', undefined, 'video as long as the performance'), minimum: 3 }),
  },
  {
    ...video,
    id: 'aleph2',
    title: 'Runway Aleph 2',
    description: 'Changes a video of up to 30 seconds by words and by pictures at moments of it.',
    limits: {
      inputs: takes('prompt images video aspect_ratio seed'),
      required: ['video'],
      maxPromptLength: 1000,
      aspectRatios: ALEPH_SHAPES,
      maxInputSeconds: 30,
      maxSeed: MAX_SEED,
      images: images(0, 5, 'first_frame', 'last_frame', 'reference'),
    },
    // How many pixels come out is the vendor's to know: ten bits are held at the rate above 4 megapixels.
    price: reported(
      { ...perSecond('28', undefined, 'video as long as the input'), minimum: 2 },
      EDIT,
      perSecond('40', { finish: 'deep' }, 'ten bits and above'),
    ),
  },
  {
    ...video,
    id: 'ruby',
    title: 'Runway Ruby',
    description: 'The same video, of up to 30 seconds, in high dynamic range.',
    limits: { inputs: takes('video'), required: ['video'], maxInputSeconds: 30 },
    // 20 up to 4 megapixels, which only the vendor sees: the dearer one is held, what it took is charged.
    price: told(perSecond('40', undefined, 'video as long as the input')),
  },
]
