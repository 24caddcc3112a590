import type { FormFile } from '@jointo/http-base'
import { z } from 'zod'
import { parameters, type Parameters } from '../parameters.ts'
import { fits, R4 } from '../picture.ts'
import { between, image, oneOf, seed, wholeBetween } from './common.ts'

export type TextureResolution = 512 | 1024 | 2048
export type Remesh = 'none' | 'triangle' | 'quad'

interface Shared {
  /** Up to 4,194,304 pixels; the point-aware model has refused sides under 640. */
  image: FormFile
  /** Default 1024. */
  texture_resolution?: TextureResolution | undefined
  /** Default none. */
  remesh?: Remesh | undefined
}

/** 10 credits. */
export interface GenerateFast3DParams extends Shared {
  /** How much of the frame the object fills, about 0.1 to 1 (unsure). Default 0.85. */
  foreground_ratio?: number | undefined
  /** -1 (default) sets no limit; at most about 20,000 (unsure). */
  vertex_count?: number | undefined
}

/** 4 credits (a third party's word). */
export interface GeneratePointAware3DParams extends Shared {
  /** Room around the object, 1 to 2. Default 1.3. Not what the fast model means by this word. */
  foreground_ratio?: number | undefined
  /** What `target_count` counts. Default none. */
  target_type?: 'none' | 'vertex' | 'face' | undefined
  /** 100 to 20,000. Default 1,000. */
  target_count?: number | undefined
  /** 1 to 10. Default 3. */
  guidance_scale?: number | undefined
  seed?: number | undefined
}

const shared = {
  image,
  texture_resolution: z.literal([512, 1024, 2048]).optional(),
  remesh: oneOf(['none', 'triangle', 'quad']),
}

/** Stability API: POST /v2beta/3d/stable-fast-3d. */
export const generateFast3DParams: Parameters<GenerateFast3DParams> = parameters<GenerateFast3DParams>(
  { ...shared, foreground_ratio: between(0.1, 1), vertex_count: wholeBetween(-1, 20_000) },
  fits('image', R4),
)

/** Stability API: POST /v2beta/3d/stable-point-aware-3d. */
export const generatePointAware3DParams: Parameters<GeneratePointAware3DParams> =
  parameters<GeneratePointAware3DParams>(
    {
      ...shared,
      foreground_ratio: between(1, 2),
      target_type: oneOf(['none', 'vertex', 'face']),
      target_count: wholeBetween(100, 20_000),
      guidance_scale: between(1, 10),
      seed,
    },
    fits('image', R4),
  )
