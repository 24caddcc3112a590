import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import type { z } from 'zod'
import { colourOf } from '../media/colour.ts'
import { encodePng } from '../media/png.ts'
import { blurs, fails, refuses } from '../prompt-marks.ts'
import { VendorRefusal, type VendorContext, type VendorEnv } from '../vendor.ts'
import { readSize, type Size } from './form.ts'
import { checkV1Key, v1Error } from './v1-errors.ts'
import { ERROR_NAMES, imageToImage, masking, readV1Form, SDXL, SDXL_SIZES, textToImage } from './v1-fields.ts'
import type { StabilityState } from './work.ts'

const ROOT = '/v1/generation/:engine'
const MAX_REQUEST = 10 * 1024 * 1024

interface Order {
  text_prompts: { text: string }[]
  samples: number
  seed?: number | undefined
}

export function addV1GenerationRoutes(app: Hono<VendorEnv>, state: StabilityState): void {
  app.post(`${ROOT}/text-to-image`, (c) => {
    checkEngine(c)
    const order = parse(textToImage, c.var.body.kind === 'json' ? c.var.body.value : undefined)
    const { width, height } = order
    if (!SDXL_SIZES.includes(`${width}x${height}`)) {
      throw refusal('invalid_height_or_width', `height and width must be one of ${SDXL_SIZES.join(', ')}`)
    }
    return make(c, state, order, { width, height })
  })

  app.post(`${ROOT}/image-to-image`, async (c) => {
    checkEngine(c)
    const order = parse(imageToImage, readForm(c))
    return make(c, state, order, await readPicture(order.init_image))
  })

  app.post(`${ROOT}/image-to-image/masking`, async (c) => {
    checkEngine(c)
    const order = parse(masking, readForm(c))
    const size = await readPicture(order.init_image)
    const mask = order.mask_image && (await readPicture(order.mask_image))
    if (mask && (mask.width !== size.width || mask.height !== size.height)) {
      throw refusal('invalid_mask_image', 'mask_image: must have the size of init_image')
    }
    return make(c, state, order, size)
  })
}

function make(c: VendorContext, state: StabilityState, order: Order, size: Size): Response {
  const asBytes = c.req.header('accept') === 'image/png'
  const { samples } = order
  if (asBytes && samples > 1) throw refusal('invalid_samples', 'samples: must be 1 for image/png')
  if (c.var.apiKey.state === 'broke') {
    throw new VendorRefusal(v1Error(402, 'insufficient_balance', 'your balance is too low for this request'))
  }
  const prompt = order.text_prompts.map(({ text }) => text).join(' ')
  if (c.var.refused || refuses(prompt)) {
    throw refusal('invalid_prompts', 'one or more prompts contains filtered words')
  }
  state.accept(c, { id: randomUUID(), model: SDXL })
  const bytes = Buffer.from(encodePng(size.width, size.height, colourOf(prompt)))
  const seed = order.seed || 1_234
  // Each picture has its own fate: the marks hit the first.
  const artifacts = Array.from({ length: samples }, (_, index) => {
    const finishReason = index > 0 ? 'SUCCESS' : fateOf(prompt)
    const base64 = finishReason === 'ERROR' ? '' : bytes.toString('base64')
    return { base64, seed: seed + index, finishReason }
  })
  if (!asBytes) return c.json({ artifacts })
  const headers = { 'content-type': 'image/png', 'finish-reason': fateOf(prompt), seed: `${seed}` }
  return new Response(bytes, { headers })
}

const fateOf = (prompt: string): string =>
  blurs(prompt) ? 'CONTENT_FILTERED' : fails(prompt) ? 'ERROR' : 'SUCCESS'

function checkEngine(c: VendorContext): void {
  checkV1Key(c)
  const accept = c.req.header('accept') ?? 'application/json'
  if (!['application/json', 'image/png', '*/*'].includes(accept)) {
    throw refusal('bad_request', 'accept: must be application/json or image/png')
  }
  if (c.req.param('engine') === SDXL) return
  throw new VendorRefusal(v1Error(404, 'not_found', 'The specified engine was not found'))
}

function readForm(c: VendorContext): unknown {
  const { body } = c.var
  if (body.kind !== 'form') throw refusal('bad_request', 'content-type: must be multipart/form-data')
  if (body.size > MAX_REQUEST)
    throw new VendorRefusal(v1Error(413, 'invalid_file_size', 'the request is too large'))
  return readV1Form(body.fields)
}

async function readPicture(file: File): Promise<Size> {
  const size = readSize(new Uint8Array(await file.arrayBuffer()))
  if (!size) throw refusal('invalid_mime_type', 'must be a jpeg, png or webp image')
  return size
}

function parse<Body>(schema: z.ZodType<Body>, value: unknown): Body {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = String(issue?.path[0] ?? 'body')
  throw refusal(
    ERROR_NAMES[field] ?? 'bad_request',
    `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? ''}`,
  )
}

const refusal = (name: string, message: string): VendorRefusal =>
  new VendorRefusal(v1Error(400, name, message))
