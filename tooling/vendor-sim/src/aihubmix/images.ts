import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import { colourOf } from '../media/colour.ts'
import { encodePicture } from '../media/picture.ts'
import { fails, leavesBehindAddress } from '../prompt-marks.ts'
import { VendorRefusal, type VendorContext, type VendorEnv } from '../vendor.ts'
import { aihubmixError, invalidRequest } from './errors.ts'
import { signedImagePath } from './image-files.ts'
import {
  checkBalance,
  checkKey,
  checkModel,
  countTokens,
  moderate,
  parse,
  readJson,
  unixSeconds,
  type AIHubMixState,
} from './work.ts'

/** The gateway's own schema for this route: closed, with these six fields. */
const imageSchema = z.strictObject({
  model: z.string(),
  prompt: z.string().min(1).max(32_000),
  n: z.int().min(1).max(10).default(1),
  size: z.string().default('auto'),
  quality: z.enum(['low', 'medium', 'high', 'xhigh', 'max', 'auto']).default('auto'),
  output_format: z.enum(['png', 'jpeg', 'webp']).default('png'),
})

/** Families outside OpenAI's may be told how to hand over. */
const otherImageSchema = imageSchema.extend({ response_format: z.enum(['url', 'b64_json']).optional() })
const editSchema = imageSchema.extend({ input_fidelity: z.enum(['high', 'low']).optional() })

type ImageRequest = z.infer<typeof otherImageSchema>

export function addImageRoutes(app: Hono<VendorEnv>, state: AIHubMixState): void {
  app.post('/v1/images/generations', (c) => {
    checkKey(c)
    const body = readJson(c)
    const model = checkModel(body, 'image')
    const schema = isOpenAI(model) ? imageSchema : otherImageSchema
    return make(c, state, parse(schema, body), 0)
  })

  app.post('/v1/images/edits', (c) => {
    checkKey(c)
    const { request, images } = readEdit(c)
    return make(c, state, request, images)
  })
}

const isOpenAI = (model: string): boolean => model.startsWith('gpt-image')

const EDIT_FILES = ['image', 'image[]', 'mask']

function readEdit(c: VendorContext): { request: ImageRequest; images: number } {
  const { body } = c.var
  if (body.kind !== 'form') throw invalidRequest('The request must be multipart/form-data')
  const images = [...(body.fields.get('image') ?? []), ...(body.fields.get('image[]') ?? [])]
  if (images.length === 0) throw invalidRequest("Missing required parameter: 'image'.", { param: 'image' })
  if (images.some((image) => typeof image === 'string')) {
    throw invalidRequest("Invalid value for 'image': expected a file", { param: 'image' })
  }
  if (images.length > 16)
    throw invalidRequest("Invalid value for 'image': at most 16 images", { param: 'image' })
  const texts = [...body.fields]
    .filter(([name]) => !EDIT_FILES.includes(name))
    .map(([name, [value]]) => [name, value])
  const { n, ...rest } = Object.fromEntries(texts) as Record<string, unknown>
  const model = checkModel(rest, 'image')
  const schema = model.startsWith('gpt-image-2') ? imageSchema : editSchema
  return {
    request: parse(schema, { ...rest, ...(n !== undefined && { n: Number(n) }) }),
    images: images.length,
  }
}

function make(c: VendorContext, state: AIHubMixState, request: ImageRequest, inputImages: number): Response {
  const { model, prompt, n, quality, output_format } = request
  if ((quality === 'xhigh' || quality === 'max') && !model.startsWith('gpt-image-2.5')) {
    throw invalidRequest(`Invalid value for 'quality': '${quality}'`, {
      param: 'quality',
      code: 'invalid_value',
    })
  }
  const { width, height } = readSize(request.size)
  checkBalance(c)
  moderate(c, prompt)
  if (fails(prompt)) throw new VendorRefusal(aihubmixError(500))
  state.accept(c, { id: randomUUID(), model })
  // Only OpenAI's own families put the picture into the reply.
  if (leavesBehindAddress(prompt) || (!isOpenAI(model) && request.response_format !== 'b64_json')) {
    const url = state.publicUrl(c) + signedImagePath(width, height, colourOf(prompt), output_format)
    return c.json({ created: unixSeconds(), data: Array.from({ length: n }, () => ({ url })) })
  }
  const picture = Buffer.from(encodePicture(output_format, width, height, colourOf(prompt))).toString(
    'base64',
  )
  const text_tokens = countTokens(prompt)
  const image_tokens = inputImages * 1024
  const output_tokens = n * outputTokens(quality, width * height)
  const input_tokens = text_tokens + image_tokens
  return c.json({
    created: unixSeconds(),
    background: 'opaque',
    output_format,
    quality: quality === 'auto' ? 'medium' : quality,
    size: `${width}x${height}`,
    data: Array.from({ length: n }, () => ({ b64_json: picture })),
    usage: {
      input_tokens,
      input_tokens_details: { image_tokens, text_tokens },
      output_tokens,
      output_tokens_details: { image_tokens: output_tokens, text_tokens: 0 },
      total_tokens: input_tokens + output_tokens,
    },
  })
}

/** 196 tokens were billed for 1024x1024 at low quality; the rest follows OpenAI's known steps. */
function outputTokens(quality: string, pixels: number): number {
  const square = { low: 196, medium: 1767, auto: 1767 }[quality] ?? 7033
  return Math.round((square * pixels) / (1024 * 1024))
}

/** Both sides multiples of 16, at most 3 to 1, within the pixel floor and 4K. */
function readSize(size: string): { width: number; height: number } {
  if (size === 'auto') return { width: 1024, height: 1024 }
  const [width = 0, height = 0] = size.split('x').map(Number)
  const fits =
    width % 16 === 0 &&
    height % 16 === 0 &&
    Math.max(width, height) <= 3840 &&
    Math.max(width, height) <= Math.min(width, height) * 3 &&
    width * height > 1024 * 576 &&
    width * height <= 3840 * 2160
  if (fits) return { width, height }
  throw invalidRequest(`The size ${size} is not supported`, { code: 'size_not_supported', param: 'size' })
}
