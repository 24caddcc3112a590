import type { ModelInfo, ModelLimits, PriceRate } from '../../spec/model-info.ts'
import { RATIOS, sizesOf } from '../ratios.ts'
import { images, MAX_SEED, perSecondAt, reported, takes, video } from './shared.ts'

const limits = {
  inputs: takes('prompt images video audio size aspect_ratio resolution duration_seconds seed'),
  maxPromptLength: 3500,
  aspectRatios: ['21:9', '16:9', '4:3', '1:1', '3:4', '9:16'],
  durations: { min: 4, max: 15 },
  defaultDurationSeconds: 5,
  maxSeed: MAX_SEED,
  images: images(0, 9, 'first_frame', 'last_frame', 'reference'),
} satisfies ModelLimits

const fastLimits: ModelLimits = {
  ...limits,
  sizes: sizesOf(RATIOS.seedanceFast),
  resolutions: ['480p', '720p'],
}

/** All videos of a request together have at most 30 seconds; they are held in full. */
function inputVideo(resolution: string, credits: number): PriceRate {
  return {
    unit: 'request',
    credits: String(credits * 30),
    when: { input_video: true, resolution },
    description: `input video of up to 30 seconds at ${resolution}`,
  }
}

/** Facts: vendor SDK 4.20.1 and OpenAPI document, 2026-09. */
export const seedance: readonly ModelInfo[] = [
  {
    ...video,
    id: 'seedance2',
    title: 'Seedance 2',
    description: 'Video with sound of 4 to 15 seconds from words, frames, references or another video.',
    limits: {
      ...limits,
      sizes: sizesOf(RATIOS.seedance2),
      resolutions: ['480p', '720p', '1080p', '4k'],
    },
    price: reported(...perSecondAt({ '480p': '36', '720p': '36', '1080p': '40', '4k': '150' })),
  },
  {
    ...video,
    id: 'seedance2_fast',
    title: 'Seedance 2 Fast',
    description: 'The quicker Seedance 2, up to 720p.',
    limits: fastLimits,
    // What 480p costs was not found.
    price: reported(...perSecondAt({ '720p': '29' })),
  },
  {
    ...video,
    id: 'seedance2_mini',
    title: 'Seedance 2 Mini',
    description: 'The cheapest Seedance 2, up to 720p.',
    limits: fastLimits,
    price: reported(...perSecondAt({ '720p': '16' })),
  },
  {
    ...video,
    id: 'seedance2_5',
    title: 'Seedance 2.5',
    description: 'Video with sound of 4 to 30 seconds; goes on with other videos and changes them, too.',
    limits: {
      ...limits,
      maxPromptLength: 15_000,
      sizes: sizesOf(RATIOS.seedance25),
      resolutions: ['480p', '720p', '1080p'],
      durations: { min: 4, max: 30 },
      images: images(0, 16, 'first_frame', 'last_frame', 'reference'),
    },
    // At least 80 a video, which 4 seconds at 480p come to.
    price: reported(
      ...perSecondAt({ '480p': '20', '720p': '30', '1080p': '68' }),
      inputVideo('480p', 10),
      inputVideo('720p', 15),
      inputVideo('1080p', 34),
    ),
  },
]
