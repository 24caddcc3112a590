import type { ModelInfo } from '../../spec/model-info.ts'
import { RATIOS } from './pictures.ts'
import { madeUpPrice } from './price.ts'

const task = { immediate: false, pollIntervalMs: 500 } as const

/** Models that take a while: video, music and shapes. */
export const tasks: readonly ModelInfo[] = [
  {
    id: 'video',
    kind: 'video',
    title: 'Mock video',
    description: 'A small MP4 in the colours that the prompt chooses; takes a few seconds, with progress.',
    limits: {
      inputs: ['prompt', 'images', 'aspect_ratio', 'duration_seconds', 'seed', 'format'],
      required: ['prompt'],
      maxPromptLength: 1000,
      aspectRatios: RATIOS,
      durations: { min: 1, max: 10 },
      defaultDurationSeconds: 4,
      images: { min: 0, max: 1, roles: ['first_frame'] },
      formats: ['mp4'],
    },
    price: madeUpPrice({ unit: 'second', credits: '2', description: 'video' }),
    ...task,
  },
  {
    id: 'video-upscale',
    kind: 'video_upscale',
    title: 'Mock video upscale',
    description: 'An MP4 as long as the given one and twice as wide and high, up to 960 pixels.',
    limits: { inputs: ['video', 'format'], required: ['video'], maxInputSeconds: 10, formats: ['mp4'] },
    price: madeUpPrice({ unit: 'second', credits: '0.5', minimum: 1, description: 'video' }),
    ...task,
  },
  {
    id: 'music',
    kind: 'music',
    title: 'Mock music',
    description: 'A WAV with a small tune; the prompt chooses melody, key and pace.',
    limits: {
      inputs: ['prompt', 'duration_seconds', 'seed', 'format'],
      required: ['prompt'],
      maxPromptLength: 2000,
      durations: { min: 5, max: 60 },
      defaultDurationSeconds: 10,
      formats: ['wav'],
    },
    price: madeUpPrice({ unit: 'request', credits: '5', description: 'tune' }),
    ...task,
  },
  {
    id: 'model-3d',
    kind: 'model_3d',
    title: 'Mock 3D model',
    description: 'A GLB of a vase; prompt or picture choose its outline and colour.',
    limits: {
      inputs: ['prompt', 'images', 'seed', 'format'],
      maxPromptLength: 1000,
      images: { min: 0, max: 1, roles: ['source'] },
      formats: ['glb'],
    },
    price: madeUpPrice({ unit: 'request', credits: '4', description: 'model' }),
    ...task,
  },
]
