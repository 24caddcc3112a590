import { checkArguments, type FormFile } from '@jointo/http-base'
import { z } from 'zod'
import type { Asked } from '../asked.ts'
import { checkedBody, extra, formExtra, formFile, modelId, type Extra, type FormExtra } from '../fields.ts'
import { sizeProblem } from './image-sizes.ts'
import { imagesReplySchema, type ImagesReply } from './images.ts'

export type ImageQuality = 'low' | 'medium' | 'high' | 'auto'

interface ImageFields {
  model: string
  /** Up to 32,000 characters for the gpt-image family. */
  prompt: string
  /** 1 to 10. Default 1. */
  n?: number | undefined
  /**
   * `1024x1024`, `auto`; sizes depend on the model. gpt-image-1.5: 1024x1024, 1536x1024 and 1024x1536; gpt-image-2 and
   * newer: multiples of 16, at most 3:1 and 3840x2160 (third parties' probes; others can be sent in `extra`).
   */
  size?: string | undefined
  /** `xhigh` and `max` from gpt-image-2.5 on. */
  quality?: ImageQuality | 'xhigh' | 'max' | undefined
  output_format?: 'png' | 'jpeg' | 'webp' | undefined
  /** `transparent` needs png or webp. Unsure: the gateway's own schema of this route does not list it. */
  background?: 'auto' | 'opaque' | 'transparent' | undefined
  /** 0 to 100, for jpeg and webp. Unsure, like `background`. */
  output_compression?: number | undefined
  /** Unsure, like `background`. */
  moderation?: 'auto' | 'low' | undefined
  /** Not for the gpt-image family, which always answers with base64. */
  response_format?: 'url' | 'b64_json' | undefined
  user?: string | undefined
}

/** Neither OpenAI nor the gateway knows it for edits. */
type OnlyWhenMade = 'moderation'

type Limits<Model extends string> = string extends Model
  ? unknown
  : Model extends `gpt-image-2.${string}`
    ? { response_format?: undefined }
    : Model extends `gpt-image${string}`
      ? { response_format?: undefined; quality?: ImageQuality | undefined }
      : unknown

/** Fields of `POST /v1/images/generations`. The gateway's schemas are closed: only what is set is sent. */
export type GenerateImageParams<Model extends string = string> = ImageFields &
  Extra & { model: Model } & Limits<Model>

interface EditFields extends Omit<ImageFields, OnlyWhenMade> {
  /** 1 to 16 pictures, each below 50 MB; png, webp or jpeg. */
  images: readonly FormFile[]
  /** PNG whose transparent parts may be changed. */
  mask?: FormFile | undefined
  /** gpt-image-1.5 and older; gpt-image-2 and newer do not know it. */
  input_fidelity?: 'high' | 'low' | undefined
}

type EditLimits<Model extends string> = string extends Model
  ? unknown
  : Model extends `gpt-image-2${string}`
    ? { input_fidelity?: undefined }
    : unknown

/** Fields of `POST /v1/images/edits`. */
export type EditImageParams<Model extends string = string> = EditFields &
  FormExtra & { model: Model } & Limits<Model> &
  EditLimits<Model>

const fields = {
  model: modelId.refine(
    (model) => !model.startsWith('imagen-'),
    'is not served by this route: use predictions.createPrediction with vendor google',
  ),
  prompt: z.string().min(1, 'must not be empty').max(32_000),
  n: z.int().min(1).max(10).optional(),
  size: z
    .string()
    .regex(/^(auto|\d+x\d+|\d+K)$/, 'must be auto, or sides such as 1024x1024')
    .optional(),
  quality: z.enum(['low', 'medium', 'high', 'auto', 'xhigh', 'max']).optional(),
  output_format: z.enum(['png', 'jpeg', 'webp']).optional(),
  background: z.enum(['auto', 'opaque', 'transparent']).optional(),
  output_compression: z.int().min(0).max(100).optional(),
  response_format: z.enum(['url', 'b64_json']).optional(),
  user: z.string().optional(),
}

function checkImage(params: Omit<ImageFields, OnlyWhenMade>, context: z.RefinementCtx): void {
  const { model, size, quality, background, output_format, response_format } = params
  const refuse = (field: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [field], message })
  if (/^gemini-.*image/.test(model)) {
    refuse('model', 'is not served by this route: use gemini.generateContent')
  }
  const isOlder = /^gpt-image-(1|2$|2-)/.test(model)
  if (isOlder && (quality === 'xhigh' || quality === 'max')) {
    refuse('quality', `${model} knows low, medium, high and auto`)
  }
  if (model.startsWith('gpt-image') && response_format !== undefined) {
    refuse('response_format', `${model} always answers with base64: leave it out`)
  }
  const wrongSize = size === undefined ? undefined : sizeProblem(model, size)
  if (wrongSize !== undefined) refuse('size', wrongSize)
  if (background === 'transparent' && output_format === 'jpeg') {
    refuse('background', 'transparent needs output_format png or webp')
  }
}

const generateSchema: z.ZodType<ImageFields & Extra> = z
  .strictObject({ ...fields, moderation: z.enum(['auto', 'low']).optional(), extra })
  .superRefine(checkImage)

const editSchema: z.ZodType<EditFields & FormExtra> = z
  .strictObject({
    ...fields,
    images: z.array(formFile(50_000_000)).min(1, 'needs at least one picture').max(16),
    mask: formFile(50_000_000).optional(),
    input_fidelity: z.enum(['high', 'low']).optional(),
    extra: formExtra,
  })
  .superRefine((params, context) => {
    checkImage(params, context)
    if (params.input_fidelity !== undefined && params.model.startsWith('gpt-image-2')) {
      context.addIssue({
        code: 'custom',
        path: ['input_fidelity'],
        message: `${params.model} does not know it: leave it out`,
      })
    }
  })

export function generateRequest(params: GenerateImageParams): Asked<ImagesReply> {
  return { json: checkedBody(generateSchema, params), schema: imagesReplySchema }
}

/** One picture is `image`, several are `image[]`. */
export function editRequest(params: EditImageParams): Asked<ImagesReply> {
  const { images, extra: added, ...rest } = checkArguments(editSchema, params)
  const pictures = images.length === 1 ? { image: images } : { 'image[]': images }
  return { form: { ...rest, ...pictures, ...added }, schema: imagesReplySchema }
}
