import { z } from 'zod'
import { STYLES } from './fields.ts'

export const SDXL = 'stable-diffusion-xl-1024-v1-0'

export const SDXL_SIZES =
  '1024x1024 1152x896 896x1152 1216x832 832x1216 1344x768 768x1344 1536x640 640x1536'.split(' ')

const words = (text: string) => {
  const list = text.split(' ')
  return z.string().refine((word) => list.includes(word), `must be one of ${list.join(', ')}`)
}

/** What all three generations take. */
export const sharedFields = {
  text_prompts: z
    .array(z.strictObject({ text: z.string().min(1).max(2000), weight: z.number().optional() }))
    .min(1),
  cfg_scale: z.number().min(0).max(35).default(7),
  clip_guidance_preset: words('FAST_BLUE FAST_GREEN NONE SIMPLE SLOW SLOWER SLOWEST').optional(),
  sampler: words(
    'DDIM DDPM K_DPMPP_2M K_DPMPP_2S_ANCESTRAL K_DPM_2 K_DPM_2_ANCESTRAL K_EULER K_EULER_ANCESTRAL K_HEUN K_LMS',
  ).optional(),
  samples: z.int().min(1).max(10).default(1),
  seed: z.int().min(0).max(4_294_967_295).optional(),
  steps: z.int().min(10).max(50).default(30),
  style_preset: z
    .string()
    .refine((word) => STYLES.includes(word), 'is no style')
    .optional(),
}

export const textToImage = z.strictObject({
  ...sharedFields,
  width: z.int().default(1024),
  height: z.int().default(1024),
})

const initImage = z.instanceof(File)

export const imageToImage = z
  .strictObject({
    ...sharedFields,
    init_image: initImage,
    init_image_mode: words('IMAGE_STRENGTH STEP_SCHEDULE').default('IMAGE_STRENGTH'),
    image_strength: z.number().min(0).max(1).optional(),
    step_schedule_start: z.number().min(0).max(1).optional(),
    step_schedule_end: z.number().min(0).max(1).optional(),
  })
  .refine(
    (body) =>
      body.init_image_mode === 'IMAGE_STRENGTH'
        ? body.step_schedule_start === undefined && body.step_schedule_end === undefined
        : body.image_strength === undefined,
    { path: ['init_image_mode'], error: 'does not fit the other fields' },
  )

export const masking = z
  .strictObject({
    ...sharedFields,
    init_image: initImage,
    mask_source: words('MASK_IMAGE_WHITE MASK_IMAGE_BLACK INIT_IMAGE_ALPHA'),
    mask_image: z.instanceof(File).optional(),
  })
  .refine((body) => body.mask_source === 'INIT_IMAGE_ALPHA' || body.mask_image !== undefined, {
    path: ['mask_image'],
    error: 'is required for this mask_source',
  })

/** Names of errors, by the field at fault. */
export const ERROR_NAMES: Record<string, string> = {
  text_prompts: 'invalid_prompts',
  samples: 'invalid_samples',
  width: 'invalid_height_or_width',
  height: 'invalid_height_or_width',
  mask_image: 'invalid_mask_image',
}

/** Parts are text: numbers are read, `text_prompts[0][text]` becomes a list. */
export function readV1Form(fields: ReadonlyMap<string, (string | File)[]>): Record<string, unknown> {
  const prompts: Record<string, unknown>[] = []
  const body: Record<string, unknown> = {}
  for (const [name, [value]] of fields) {
    const [, index, key = ''] = /^text_prompts\[(\d{1,2})\]\[(text|weight)\]$/.exec(name) ?? []
    if (index === undefined) body[name] = NUMBERS.has(name) ? Number(value) : value
    else (prompts[Number(index)] ??= {})[key] = key === 'weight' ? Number(value) : value
  }
  return { ...body, text_prompts: prompts }
}

const NUMBERS = new Set(
  'cfg_scale samples seed steps image_strength step_schedule_start step_schedule_end'.split(' '),
)
