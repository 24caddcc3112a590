import type { FormFields, FormFile } from '@jointo/http-base'
import { z } from 'zod'

/** Fields of `POST /v1/images/generations`. The gateway's schemas are closed: only what is set is sent. */
export interface GenerateImageParams {
  model: string
  /** Up to 32,000 characters for the gpt-image family. */
  prompt: string
  /** 1 to 10. Default 1. */
  n?: number | undefined
  /** `1024x1024`, `auto`. */
  size?: string | undefined
  quality?: 'low' | 'medium' | 'high' | 'xhigh' | 'max' | 'auto' | undefined
  output_format?: 'png' | 'jpeg' | 'webp' | undefined
  background?: 'auto' | 'opaque' | 'transparent' | undefined
  /** 0 to 100, for jpeg and webp. */
  output_compression?: number | undefined
  moderation?: 'auto' | 'low' | undefined
  /** Not for the gpt-image family, which always answers with base64. */
  response_format?: 'url' | 'b64_json' | undefined
  user?: string | undefined
}

/** Fields of `POST /v1/images/edits`. */
export interface EditImageParams extends GenerateImageParams {
  /** Up to 16 pictures, each below 50 MB; png, webp or jpeg. */
  images: FormFile[]
  /** PNG whose transparent parts may be changed. */
  mask?: FormFile | undefined
  input_fidelity?: 'high' | 'low' | undefined
}

/** One of the two is always there. Temporary addresses are to be copied at once, without our key. */
export interface GeneratedImage {
  b64_json?: string | undefined
  url?: string | undefined
}

export interface ImageUsage {
  input_tokens?: number | undefined
  output_tokens?: number | undefined
  total_tokens?: number | undefined
}

export interface ImagesReply {
  created?: number | undefined
  data: GeneratedImage[]
  usage?: ImageUsage | undefined
}

const image: z.ZodType<GeneratedImage> = z
  .object({ b64_json: z.string().min(1).nullish(), url: z.string().min(1).nullish() })
  .refine(({ b64_json, url }) => b64_json != null || url != null, 'neither b64_json nor url')
  .transform(({ b64_json, url }) => ({ b64_json: b64_json ?? undefined, url: url ?? undefined }))

const count = z.number().min(0).optional().catch(undefined)

export const imagesReplySchema: z.ZodType<ImagesReply> = z.object({
  created: count,
  data: z.array(image).min(1),
  usage: z
    .object({ input_tokens: count, output_tokens: count, total_tokens: count })
    .optional()
    .catch(undefined),
})

/** One picture is `image`, several are `image[]`. */
export function editForm({ images, ...fields }: EditImageParams): FormFields {
  return { ...fields, ...(images.length === 1 ? { image: images } : { 'image[]': images }) }
}
