import { z } from 'zod'
import { between, wholeBetween } from './common.ts'

interface MeshOptions {
  /** Pixels. Default 1024. */
  texture_resolution?: 512 | 1024 | 2048 | undefined
  /** Default none. */
  remesh?: 'none' | 'triangle' | 'quad' | undefined
}

/** `provider_options` of `stable-fast-3d`. */
export interface StableFast3DOptions extends MeshOptions {
  /** How much of the frame the object fills, 0.1 to 1 (bounds unsure). Default 0.85. */
  foreground_ratio?: number | undefined
  /** -1 (default) sets no limit; at most 20,000 (unsure). */
  vertex_count?: number | undefined
}

/** `provider_options` of `stable-point-aware-3d`. */
export interface StablePointAware3DOptions extends MeshOptions {
  /** Room around the object, 1 to 2. Default 1.3. Not what `stable-fast-3d` means by this word. */
  foreground_ratio?: number | undefined
  /** What `target_count` counts. Default none. */
  target_type?: 'none' | 'vertex' | 'face' | undefined
  /** 100 to 20,000. Default 1,000. */
  target_count?: number | undefined
  /** 1 to 10. Default 3. */
  guidance_scale?: number | undefined
}

const mesh = {
  texture_resolution: z.literal([512, 1024, 2048]).optional(),
  remesh: z.enum(['none', 'triangle', 'quad']).optional(),
}

export const stableFast3DOptions: z.ZodType<StableFast3DOptions> = z.strictObject({
  ...mesh,
  foreground_ratio: between(0.1, 1),
  vertex_count: wholeBetween(-1, 20_000),
})

export const stablePointAware3DOptions: z.ZodType<StablePointAware3DOptions> = z.strictObject({
  ...mesh,
  foreground_ratio: between(1, 2),
  target_type: z.enum(['none', 'vertex', 'face']).optional(),
  target_count: wholeBetween(100, 20_000),
  guidance_scale: between(1, 10),
})
