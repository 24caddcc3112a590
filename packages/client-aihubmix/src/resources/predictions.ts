import { checkArguments, InvalidArgumentError, path } from '@jointo/http-base'
import { z } from 'zod'
import { compact } from '../compact.ts'
import { extra, mediaUrl, modelId, type Extra } from '../fields.ts'
import type { RoutePath } from '../routes.ts'
import { refuseMixed } from '../unchecked.ts'

interface Prompted {
  prompt: string
}

/** What each vendor's pictures take beside the prompt. */
export interface PredictionInputs {
  openai: Prompted & {
    size?: string | undefined
    n?: number | undefined
    quality?: string | undefined
    /** Not together with `image`. */
    moderation?: 'auto' | 'low' | undefined
    background?: 'auto' | 'opaque' | 'transparent' | undefined
    output_format?: 'png' | 'jpeg' | 'webp' | undefined
    input_fidelity?: 'high' | 'low' | undefined
    image?: string | string[] | undefined
  }
  /** Imagen. `sampleCount` is 4 by default: four pictures are made and paid for. */
  google: Prompted & { sampleCount?: number | undefined; aspectRatio?: string | undefined }
  /** Flux. `safety_tolerance` 0 to 6, with a picture at most 2. */
  bfl: Prompted & {
    aspect_ratio?: string | undefined
    seed?: number | undefined
    input_image?: string | undefined
    safety_tolerance?: number | undefined
    output_format?: 'png' | 'jpeg' | 'webp' | undefined
  }
  /** Ratios are written `16x9`. TURBO and DEFAULT are unsure. */
  ideogram: Prompted & {
    rendering_speed?: 'QUALITY' | 'SPEED' | 'TURBO' | 'DEFAULT' | undefined
    aspect_ratio?: `${number}x${number}` | undefined
  }
  /** Seedream. `1K` is unknown to 4-5. */
  doubao: Prompted & {
    size?: '1K' | '2K' | '4K' | `${number}x${number}` | undefined
    watermark?: boolean | undefined
    seed?: number | undefined
    response_format?: 'url' | 'b64_json' | undefined
    image?: string | string[] | undefined
  }
  /** Wan and Qwen. Sizes are written `1024*1024`. */
  bailian: Prompted & {
    size?: '1K' | '2K' | `${number}*${number}` | undefined
    n?: number | undefined
    seed?: number | undefined
    watermark?: boolean | undefined
    negative_prompt?: string | undefined
    prompt_extend?: boolean | undefined
    thinking_mode?: boolean | undefined
    images?: string[] | undefined
  }
  /** qwen-image takes six sizes; qwen-image-edit takes 1 to 3 pictures and no size. */
  qianfan: Prompted & {
    size?: '512*1024' | '768*512' | '768*1024' | '1024*576' | '576*1024' | '1024*1024' | undefined
    n?: number | undefined
    seed?: number | undefined
    watermark?: boolean | undefined
    image?: string | string[] | undefined
  }
}

/** Fields of `POST /v1/models/{vendor}/{model}/predictions`, by vendor. */
export type CreatePredictionParams = {
  [Vendor in keyof PredictionInputs]: {
    vendor: Vendor
    model: string
    input: PredictionInputs[Vendor]
  } & Extra
}[keyof PredictionInputs]

/** A vendor or fields that this package does not know: `unchecked` becomes `input` as it is. */
export interface UncheckedPrediction {
  vendor: string
  model: string
  unchecked: Readonly<Record<string, unknown>>
}

const prompt = z.string().min(1, 'must not be empty')
const seed = z.int().optional()
const count = z.int().min(1).max(10).optional()
const format = z.enum(['png', 'jpeg', 'webp']).optional()
const pictures = z.union([mediaUrl, z.array(mediaUrl).min(1)]).optional()
const sides = (separator: string): z.ZodString =>
  z
    .string()
    .regex(new RegExp(`^\\d+${separator}\\d+$`), `must be two numbers such as 16${separator.slice(-1)}9`)

const inputs: { [Vendor in keyof PredictionInputs]: z.ZodType } = {
  openai: z
    .strictObject({
      prompt,
      size: z.string().optional(),
      n: count,
      quality: z.string().optional(),
      moderation: z.enum(['auto', 'low']).optional(),
      background: z.enum(['auto', 'opaque', 'transparent']).optional(),
      output_format: format,
      input_fidelity: z.enum(['high', 'low']).optional(),
      image: pictures,
    })
    .refine(({ image, moderation }) => image === undefined || moderation === undefined, {
      path: ['moderation'],
      error: 'does not go together with image: leave one out',
    }),
  google: z.strictObject({ prompt, sampleCount: count, aspectRatio: z.string().optional() }),
  bfl: z
    .strictObject({
      prompt,
      aspect_ratio: z.string().optional(),
      seed,
      input_image: mediaUrl.optional(),
      safety_tolerance: z.int().min(0).max(6).optional(),
      output_format: format,
    })
    .refine(({ input_image, safety_tolerance = 0 }) => input_image === undefined || safety_tolerance <= 2, {
      path: ['safety_tolerance'],
      error: 'may be at most 2 with a picture',
    }),
  ideogram: z.strictObject({
    prompt,
    rendering_speed: z.enum(['QUALITY', 'SPEED', 'TURBO', 'DEFAULT']).optional(),
    aspect_ratio: sides('x').optional(),
  }),
  doubao: z.strictObject({
    prompt,
    size: z.union([z.enum(['1K', '2K', '4K']), sides('x')]).optional(),
    watermark: z.boolean().optional(),
    seed,
    response_format: z.enum(['url', 'b64_json']).optional(),
    image: pictures,
  }),
  bailian: z.strictObject({
    prompt,
    size: z.union([z.enum(['1K', '2K']), sides('\\*')]).optional(),
    n: count,
    seed,
    watermark: z.boolean().optional(),
    negative_prompt: z.string().optional(),
    prompt_extend: z.boolean().optional(),
    thinking_mode: z.boolean().optional(),
    images: z.array(mediaUrl).min(1).optional(),
  }),
  qianfan: z.strictObject({
    prompt,
    size: z.enum(['512*1024', '768*512', '768*1024', '1024*576', '576*1024', '1024*1024']).optional(),
    n: count,
    seed,
    watermark: z.boolean().optional(),
    image: z.union([mediaUrl, z.array(mediaUrl).min(1).max(3)]).optional(),
  }),
}

/** @throws InvalidArgumentError that names the field */
export function predictionCall(params: CreatePredictionParams | UncheckedPrediction): {
  route: RoutePath
  json: { input: Record<string, unknown> }
} {
  const { vendor, model } = params
  const route = path`/v1/models/${vendor}/${model}/predictions`
  refuseMixed(params, 'vendor', 'model')
  if ('unchecked' in params) return { route, json: { input: { ...params.unchecked } } }
  if (!Object.hasOwn(inputs, params.vendor)) {
    const known = Object.keys(inputs).join(', ')
    throw new InvalidArgumentError(
      `vendor: ${vendor} is unknown; known: ${known}. Others go with unchecked`,
      'vendor',
    )
  }
  const schema = z.strictObject({
    vendor: z.string(),
    model: modelId,
    input: inputs[params.vendor],
    extra,
  })
  checkArguments<unknown>(schema, params)
  checkModel(params)
  return { route, json: { input: compact({ ...params.input, ...params.extra }) } }
}

/** What some models of a vendor take otherwise than the rest. */
function checkModel(params: CreatePredictionParams): void {
  const { model } = params
  const refuse = (field: string, message: string): never => {
    throw new InvalidArgumentError(`input.${field}: ${message}`, `input.${field}`)
  }
  if (params.vendor === 'bfl' && /^flux-2/i.test(model) && (params.input.safety_tolerance ?? 0) > 5) {
    refuse('safety_tolerance', `may be at most 5 with ${model}`)
  }
  if (params.vendor === 'doubao' && /seedream-4-5/.test(model) && params.input.size === '1K') {
    refuse('size', `${model} makes no 1K: 2K or 4K`)
  }
  if (params.vendor === 'qianfan' && /edit/.test(model)) {
    if (params.input.size !== undefined) refuse('size', `${model} does not take it: leave it out`)
    if (params.input.image === undefined) refuse('image', `${model} needs 1 to 3 pictures`)
  }
}
