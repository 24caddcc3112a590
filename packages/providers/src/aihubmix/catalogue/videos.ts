import type { InputField, MediaRole } from '../../spec/generation-input.ts'
import type { ModelInfo, ModelLimits, Price } from '../../spec/model-info.ts'
import { ratiosIn, resolutionsIn, shapesOf, sizesIn } from '../video-shapes.ts'
import { endingOf } from './endings.ts'

interface VideoRow {
  id: string
  title: string
  description: string
  durations?: ModelLimits['durations']
  /** Beside the prompt and what shapes and durations bring. */
  inputs?: readonly InputField[]
  required?: readonly InputField[]
  resolutions?: readonly string[]
  aspectRatios?: readonly string[]
  images?: ModelLimits['images']
  maxInputSeconds?: number
  price?: Price
}

const FIRST_FRAME = { min: 1, max: 1, roles: ['first_frame'] } as const
const MAY_FIRST_FRAME = { ...FIRST_FRAME, min: 0 } as const
const BOTH_FRAMES = { min: 1, max: 2, roles: ['first_frame', 'last_frame'] } as const
const MOST_IMAGES = 16
const ANY_ROLE: readonly MediaRole[] = ['first_frame', 'last_frame', 'reference']
const SEEDANCE_RATIOS = '16:9 9:16 4:3 3:4 21:9 1:1 9:21'.split(' ')
const HAPPYHORSE_RATIOS = '16:9 9:16 1:1 4:3 3:4'.split(' ')

const range = (min: number, max: number): { min: number; max: number } => ({ min, max })

function veo(id: string, title: string): VideoRow {
  return {
    id,
    title,
    description: 'Google’s video from words, with sound.',
    durations: [4, 6, 8],
    inputs: ['seed'],
  }
}

function wan(version: string, title: string, durations: ModelLimits['durations'], suffix = ''): VideoRow[] {
  const more = { durations, inputs: ['seed'] as const }
  return [
    { id: `wan${version}-t2v${suffix}`, title, description: 'Alibaba’s video from words.', ...more },
    {
      id: `wan${version}-i2v${suffix}`,
      title: `${title} from a picture`,
      description: 'Alibaba’s video that begins with a picture.',
      ...more,
      inputs: ['seed', 'images'],
      required: ['images'],
      images: FIRST_FRAME,
    },
  ]
}

function seedance(id: string, title: string, more: Partial<VideoRow>): VideoRow {
  return {
    id,
    title,
    description: 'ByteDance’s video from words and pictures.',
    durations: range(4, 15),
    inputs: ['seed', 'images'],
    resolutions: ['480p', '720p'],
    aspectRatios: SEEDANCE_RATIOS,
    images: MAY_FIRST_FRAME,
    ...more,
  }
}

/** Takes clips and recordings to lean on, too. */
const REFERENCES: Partial<VideoRow> = {
  inputs: ['seed', 'images', 'video', 'audio'],
  images: { min: 0, max: MOST_IMAGES, roles: ANY_ROLE },
}

const minimaxPrice: Price = {
  rates: [
    { unit: 'second', credits: '8', when: { resolution: '768p' }, description: 'video in 768p' },
    { unit: 'second', credits: '13', when: { resolution: '2k' }, description: 'video in 2k' },
  ],
  source: 'unsure: read at aihubmix.com by a third party',
  checked: '2026-08-29',
}

const videoEditPrice: Price = {
  rates: [{ unit: 'second', credits: '14.1', description: 'video, at the rate of 1080p' }],
  source:
    'unsure: read at aihubmix.com by a third party; 720p costs 8.46 there, but nothing published says how to ask for it',
  checked: '2026-08-29',
}

const rows: readonly VideoRow[] = [
  {
    id: 'minimax-h3',
    title: 'MiniMax H3',
    description: 'Video from words, frames or up to 9 pictures, clips and recordings.',
    durations: range(4, 15),
    inputs: ['seed', 'images', 'video', 'audio', 'aspect_ratio'],
    resolutions: ['768p', '2k'],
    images: { min: 0, max: 9, roles: ANY_ROLE },
    price: minimaxPrice,
  },
  veo('veo-3.1-generate-preview', 'Veo 3.1'),
  veo('veo-3.1-fast-generate-preview', 'Veo 3.1 Fast'),
  veo('veo-3.1-lite-generate-preview', 'Veo 3.1 Lite'),
  veo('veo-3.0-generate-preview', 'Veo 3'),
  { ...veo('veo-2.0-generate-001', 'Veo 2'), description: 'Google’s silent video from words.' },
  ...wan('2.6', 'Wan 2.6', range(2, 15)),
  ...wan('2.5', 'Wan 2.5', [5, 10], '-preview'),
  ...wan('2.2', 'Wan 2.2 Plus', range(2, 15), '-plus'),
  {
    id: 'wan2.7-t2v',
    title: 'Wan 2.7',
    description: 'Alibaba’s video from words.',
    durations: range(2, 15),
    inputs: ['seed'],
  },
  {
    id: 'wan2.7-i2v',
    title: 'Wan 2.7 from pictures',
    description: 'Alibaba’s video between a first and a last picture.',
    durations: range(2, 15),
    inputs: ['seed', 'images'],
    required: ['images'],
    resolutions: ['720p', '1080p'],
    images: BOTH_FRAMES,
  },
  {
    id: 'wan2.7-videoedit',
    title: 'Wan 2.7 Video Edit',
    description:
      'Changes a video of 2 to 10 seconds by words and pictures. The resolution is its own choice.',
    inputs: ['video', 'images'],
    required: ['video'],
    images: { min: 0, max: MOST_IMAGES, roles: ['reference'] },
    // Where no seconds are told, all 10 are charged: only the gateway has seen how long the video is.
    maxInputSeconds: 10,
    price: videoEditPrice,
  },
  {
    id: 'happyhorse-1.0-t2v',
    title: 'HappyHorse 1.0',
    description: 'Alibaba’s video from words.',
    durations: range(3, 15),
    inputs: ['seed'],
    resolutions: ['720p', '1080p'],
    aspectRatios: HAPPYHORSE_RATIOS,
  },
  {
    id: 'happyhorse-1.0-i2v',
    title: 'HappyHorse 1.0 from a picture',
    description: 'Alibaba’s video that begins with a picture.',
    durations: range(3, 15),
    inputs: ['seed', 'images'],
    required: ['images'],
    resolutions: ['720p', '1080p'],
    aspectRatios: HAPPYHORSE_RATIOS,
    images: FIRST_FRAME,
  },
  seedance('doubao-seedance-2-5-260628', 'Seedance 2.5', { ...REFERENCES, durations: range(4, 30) }),
  seedance('doubao-seedance-2-0-260128', 'Seedance 2.0', {
    ...REFERENCES,
    resolutions: ['480p', '720p', '1080p'],
  }),
  seedance('doubao-seedance-2-0-fast-260128', 'Seedance 2.0 Fast', REFERENCES),
  seedance('doubao-seedance-1-5-pro-251215', 'Seedance 1.5 Pro', {}),
  seedance('doubao-seedance-1-0-pro-250528', 'Seedance 1.0 Pro', {}),
  seedance('doubao-seedance-1-0-pro-fast-251015', 'Seedance 1.0 Pro Fast', {}),
  {
    id: 'kling-v3-omni',
    title: 'Kling 3 Omni',
    description: 'Video from words, frames and up to 4 pictures. Little of it is published.',
    durations: range(3, 15),
    inputs: ['size', 'images'],
    images: { min: 0, max: 6, roles: ANY_ROLE },
  },
  ...[
    ['jimeng-3.0-pro', 'Jimeng 3.0 Pro'],
    ['jimeng-3.0-1080p', 'Jimeng 3.0 1080p'],
  ].map(([id = '', title = '']): VideoRow => ({
    id,
    title,
    description: 'ByteDance’s video from words or a first picture.',
    durations: [5, 10],
    inputs: ['seed', 'images'],
    images: MAY_FIRST_FRAME,
  })),
  ...[
    ['sora-2', 'Sora 2', [4, 8, 12]] as const,
    ['sora-2-pro', 'Sora 2 Pro', [4, 8, 12, 16, 20]] as const,
  ].map(([id, title, durations]): VideoRow => ({
    id,
    title,
    description: 'Ended by OpenAI.',
    durations,
    inputs: ['images'],
    images: MAY_FIRST_FRAME,
  })),
]

const POLL_INTERVAL_MS = 5_000

function toModel(row: VideoRow): ModelInfo {
  const { id, title, durations, inputs = [], required = [], images, maxInputSeconds, price } = row
  const shapes = shapesOf(id)
  const resolutions = row.resolutions ?? (shapes && resolutionsIn(shapes))
  const aspectRatios = row.aspectRatios ?? (shapes && ratiosIn(shapes))
  return {
    id,
    kind: 'video',
    title,
    description: price === undefined ? `${row.description} What it costs is not known.` : row.description,
    limits: {
      inputs: [
        'prompt',
        ...inputs,
        ...(durations === undefined ? [] : ['duration_seconds' as const]),
        ...(resolutions === undefined ? [] : ['resolution' as const]),
        ...(aspectRatios === undefined ? [] : ['aspect_ratio' as const]),
        ...(shapes === undefined ? [] : ['size' as const]),
      ],
      required: ['prompt', ...required],
      ...(shapes === undefined ? {} : { sizes: sizesIn(shapes) }),
      ...(resolutions === undefined ? {} : { resolutions }),
      ...(aspectRatios === undefined ? {} : { aspectRatios }),
      ...(durations === undefined ? {} : { durations, defaultDurationSeconds: defaultDuration(durations) }),
      ...(images === undefined ? {} : { images }),
      ...(maxInputSeconds === undefined ? {} : { maxInputSeconds }),
    },
    ...(price === undefined ? {} : { price }),
    ...endingOf(id),
    immediate: false,
    pollIntervalMs: POLL_INTERVAL_MS,
  }
}

/** Five seconds where it can, else the shortest. */
function defaultDuration(durations: NonNullable<ModelLimits['durations']>): number {
  if ('min' in durations) return Math.max(durations.min, 5)
  return durations.find((seconds) => seconds === 5) ?? durations[0] ?? 5
}

export const videoModels: readonly ModelInfo[] = rows.map(toModel)
