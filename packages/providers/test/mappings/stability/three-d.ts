import type { MappingRow, RefusalRow } from '../row.ts'
import { picture, sentPicture } from './media.ts'

const kind = 'model_3d'
const images = [picture()]

export const threeDRows: readonly MappingRow[] = [
  {
    request: {
      model: 'stable-fast-3d',
      kind,
      input: { images, format: 'glb' },
      provider_options: { texture_resolution: 2048, foreground_ratio: 0.5, remesh: 'quad', vertex_count: -1 },
    },
    route: 'generateFast3D',
    params: {
      image: sentPicture,
      texture_resolution: 2048,
      foreground_ratio: 0.5,
      remesh: 'quad',
      vertex_count: -1,
    },
  },
  {
    request: {
      model: 'stable-point-aware-3d',
      kind,
      input: { images, seed: 7 },
      provider_options: { foreground_ratio: 1.3, target_type: 'face', target_count: 100, guidance_scale: 10 },
    },
    route: 'generatePointAware3D',
    params: {
      image: sentPicture,
      seed: 7,
      foreground_ratio: 1.3,
      target_type: 'face',
      target_count: 100,
      guidance_scale: 10,
    },
  },
]

export const threeDRefusals: readonly RefusalRow[] = [
  {
    request: {
      model: 'stable-fast-3d',
      kind,
      input: { images },
      provider_options: { foreground_ratio: 1.3 },
    },
    param: 'provider_options.foreground_ratio',
  },
  {
    request: {
      model: 'stable-point-aware-3d',
      kind,
      input: { images },
      provider_options: { foreground_ratio: 0.85 },
    },
    param: 'provider_options.foreground_ratio',
  },
  {
    request: {
      model: 'stable-fast-3d',
      kind,
      input: { images },
      provider_options: { texture_resolution: 256 },
    },
    param: 'provider_options.texture_resolution',
  },
]
