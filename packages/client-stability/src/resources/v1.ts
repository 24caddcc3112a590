import {
  hasCharacters,
  InvalidArgumentError,
  type FormFields,
  type FormFile,
  type FormValue,
} from '@jointo/http-base'
import { z } from 'zod'
import { checkAs, checkFormSize, parameters, type Parameters } from '../parameters.ts'
import { isUnchecked, refuseMixed, type Unchecked, type UncheckedV1 } from '../unchecked.ts'
import { fits, readSize } from '../picture.ts'
import {
  between,
  image,
  oneOf,
  optionalImage,
  stylePreset,
  wholeBetween,
  type StylePreset,
} from './common.ts'

/** Bytes of a whole request, files and all; also for v2beta. */
export const MAX_IMAGE_REQUEST: number = 10 * 1024 * 1024

/** The one engine left. */
export const SDXL_ENGINE = 'stable-diffusion-xl-1024-v1-0'

export const SDXL_SIZES = [
  [1024, 1024],
  [1152, 896],
  [896, 1152],
  [1216, 832],
  [832, 1216],
  [1344, 768],
  [768, 1344],
  [1536, 640],
  [640, 1536],
] as const

const SAMPLERS = [
  'DDIM',
  'DDPM',
  'K_DPMPP_2M',
  'K_DPMPP_2S_ANCESTRAL',
  'K_DPM_2',
  'K_DPM_2_ANCESTRAL',
  'K_EULER',
  'K_EULER_ANCESTRAL',
  'K_HEUN',
  'K_LMS',
] as const
const GUIDANCE_PRESETS = ['FAST_BLUE', 'FAST_GREEN', 'NONE', 'SIMPLE', 'SLOW', 'SLOWER', 'SLOWEST'] as const

export interface TextPrompt {
  /** 1 to 2,000 characters. */
  text: string
  /** Below 0: what should not be seen. Default 1. */
  weight?: number | undefined
}

/** 0.9 credits a picture up to 30 steps, then in proportion. */
interface V1Params {
  /** At least one. */
  text_prompts: readonly TextPrompt[]
  /** 0 to 35. Default 7. */
  cfg_scale?: number | undefined
  /** Default NONE. */
  clip_guidance_preset?: (typeof GUIDANCE_PRESETS)[number] | undefined
  /** Default: chosen by Stability. */
  sampler?: (typeof SAMPLERS)[number] | undefined
  /** Pictures, 1 to 10. Default 1. More than one can't be answered as bytes. */
  samples?: number | undefined
  /** 0 to 4,294,967,295. */
  seed?: number | undefined
  /** 10 to 50. Once up to 150; which of both holds is unsure. Default 30. */
  steps?: number | undefined
  style_preset?: StylePreset | undefined
}

type SizeOf<Pair> = Pair extends readonly [infer Width, infer Height]
  ? { width: Width; height: Height }
  : never
/** Default 1024 x 1024. */
export type SDXLSize = SizeOf<(typeof SDXL_SIZES)[number]> | { width?: undefined; height?: undefined }

type FromImageMode =
  | {
      init_image_mode?: 'IMAGE_STRENGTH' | undefined
      /** 0 to 1. Default 0.35. Near 1 is near to the picture: the opposite of `strength` elsewhere. */
      image_strength?: number | undefined
      step_schedule_start?: undefined
      step_schedule_end?: undefined
    }
  | {
      init_image_mode: 'STEP_SCHEDULE'
      /** 0 to 1. Default 0.65. */
      step_schedule_start?: number | undefined
      /** 0 to 1. */
      step_schedule_end?: number | undefined
      image_strength?: undefined
    }

type Mask =
  | {
      mask_source: 'MASK_IMAGE_WHITE' | 'MASK_IMAGE_BLACK'
      /** As large as `init_image`. */
      mask_image: FormFile
    }
  | { mask_source: 'INIT_IMAGE_ALPHA'; mask_image?: undefined }

export type GenerateV1Params = V1Params & SDXLSize
export type TransformV1Params = V1Params & { init_image: FormFile } & FromImageMode
export type MaskV1Params = V1Params & { init_image: FormFile } & Mask

export type AnyV1Params = GenerateV1Params | TransformV1Params | MaskV1Params | UncheckedV1 | Unchecked

const shared = {
  text_prompts: z
    .array(
      z.strictObject({
        text: z.string().min(1).refine(hasCharacters(2_000), 'must have at most 2000 characters'),
        weight: z.number().optional(),
      }),
    )
    .min(1),
  cfg_scale: between(0, 35),
  clip_guidance_preset: oneOf(GUIDANCE_PRESETS),
  sampler: oneOf(SAMPLERS),
  samples: wholeBetween(1, 10),
  seed: wholeBetween(0, 4_294_967_295),
  steps: wholeBetween(10, 50),
  style_preset: stylePreset,
}
const SIZES = SDXL_SIZES.map((pair) => pair.join(' x ')).join(', ')

/** Stability API: POST /v1/generation/{engine_id}/text-to-image. */
export const generateV1Params: Parameters<GenerateV1Params> = parameters<GenerateV1Params>(
  {
    ...shared,
    width: z.literal(SDXL_SIZES.map(([width]) => width)).optional(),
    height: z.literal(SDXL_SIZES.map(([, height]) => height)).optional(),
  },
  ({ width, height }) =>
    (width === undefined && height === undefined) ||
    SDXL_SIZES.some((pair) => pair[0] === width && pair[1] === height)
      ? undefined
      : { field: 'width', message: `width and height must be one of ${SIZES}` },
)

/** Stability API: POST /v1/generation/{engine_id}/image-to-image. */
export const transformV1Params: Parameters<TransformV1Params> = parameters<TransformV1Params>(
  {
    ...shared,
    init_image: image,
    init_image_mode: oneOf(['IMAGE_STRENGTH', 'STEP_SCHEDULE']),
    image_strength: between(0, 1),
    step_schedule_start: between(0, 1),
    step_schedule_end: between(0, 1),
  },
  (params) => {
    const { init_image_mode: mode = 'IMAGE_STRENGTH' } = params
    const strange = (
      mode === 'IMAGE_STRENGTH'
        ? (['step_schedule_start', 'step_schedule_end'] as const)
        : (['image_strength'] as const)
    ).find((field) => params[field] !== undefined)
    return strange && { field: strange, message: `does not go with init_image_mode ${mode}: leave it out` }
  },
  fits('init_image'),
)

/** Stability API: POST /v1/generation/{engine_id}/image-to-image/masking. */
export const maskV1Params: Parameters<MaskV1Params> = parameters<MaskV1Params>(
  {
    ...shared,
    init_image: image,
    mask_source: z.enum(['MASK_IMAGE_WHITE', 'MASK_IMAGE_BLACK', 'INIT_IMAGE_ALPHA']),
    mask_image: optionalImage,
  },
  ({ mask_source: source, mask_image: mask }) => {
    if ((source === 'INIT_IMAGE_ALPHA') === (mask === undefined)) return undefined
    const message =
      mask === undefined ? `is needed by mask_source ${source}` : `does not go with ${source}: leave it out`
    return { field: 'mask_image', message }
  },
  fits('init_image'),
  fits('mask_image'),
  async ({ init_image: picture, mask_image: mask }) => {
    if (mask === undefined) return undefined
    const [one, other] = [await readSize(picture), await readSize(mask)]
    return one?.width === other?.width && one?.height === other?.height
      ? undefined
      : { field: 'mask_image', message: 'must be as large as init_image' }
  },
)

export function engineOf({ engine = SDXL_ENGINE }: { engine?: string | undefined }): string {
  return engine
}

/** @throws InvalidArgumentError that names the field at fault */
export async function checkV1Json(params: GenerateV1Params | UncheckedV1): Promise<object> {
  refuseMixed(params)
  if ('unchecked' in params) return params.unchecked
  return checkAs(generateV1Params, params, (checked) => checked)
}

/** @throws InvalidArgumentError that names the field at fault */
export async function checkV1Form<T extends TransformV1Params | MaskV1Params>(
  known: Parameters<T>,
  params: NoInfer<T> | Unchecked,
): Promise<FormFields> {
  if (isUnchecked(params)) return params.unchecked
  return checkAs(known, params, (checked) => checkFormSize(toForm(checked), MAX_IMAGE_REQUEST))
}

/** Lists are spelled `text_prompts[0][text]`. */
function toForm({ text_prompts: prompts, ...rest }: TransformV1Params | MaskV1Params): FormFields {
  const form: Record<string, FormValue> = { ...rest }
  for (const [index, { text, weight }] of prompts.entries()) {
    form[`text_prompts[${index}][text]`] = text
    form[`text_prompts[${index}][weight]`] = weight
  }
  return form
}

/** Bytes hold one picture. */
export function checkOneSample(params: AnyV1Params): void {
  if ('samples' in params && params.samples !== undefined && params.samples > 1) {
    throw new InvalidArgumentError("samples: more than one needs answer: 'json'", 'samples')
  }
}

export interface Artifact {
  base64?: string | null | undefined
  seed?: unknown
  finishReason?: string | null | undefined
}

export const artifacts: z.ZodType<{ artifacts: Artifact[] }> = z.object({
  artifacts: z.array(
    z.object({
      base64: z.string().nullish(),
      seed: z.unknown().optional(),
      finishReason: z.string().nullish(),
    }),
  ),
})
