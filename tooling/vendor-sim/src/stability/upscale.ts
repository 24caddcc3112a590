import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import type { VendorEnv } from '../vendor.ts'
import { FAST_UPSCALE_IMAGE, NOT_TOO_LONG, UP_TO_ONE_MEGAPIXEL } from './fields.ts'
import { readOutputFormat, readSeed, STYLES } from './fields.ts'
import { FormReader, type Size } from './form.ts'
import { make } from './make.ts'
import { sendPicture } from './picture.ts'
import { start } from './start.ts'
import { admit, readAccept, type StabilityState } from './work.ts'

const ROOT = '/v2beta/stable-image/upscale'

export function addUpscaleRoutes(app: Hono<VendorEnv>, state: StabilityState): void {
  app.post(`${ROOT}/fast`, async (c) => {
    const accept = readAccept(c, 'image/*')
    const form = new FormReader(c)
    const image = await form.image('image', FAST_UPSCALE_IMAGE)
    const format = readOutputFormat(form)
    form.finish()
    admit(c, '')
    state.accept(c, { id: randomUUID(), model: 'upscale-fast' })
    // This route has no prompt and tells no seed.
    return sendPicture({ prompt: '', size: enlarge(image, 4), format }, accept)
  })

  app.post(`${ROOT}/conservative`, async (c) => {
    const accept = readAccept(c, 'image/*')
    const form = new FormReader(c)
    const image = await form.image('image', NOT_TOO_LONG)
    form.number('creativity', 0.2, 0.5)
    const work = { ...readWorded(form), size: fill(image, 4_194_304) }
    form.finish()
    return make(c, state, 'upscale-conservative', work, accept)
  })

  // Asynchronous, yet answered with 200: known by the route, not by the status.
  app.post(`${ROOT}/creative`, async (c) => {
    const form = new FormReader(c)
    const image = await form.image('image', UP_TO_ONE_MEGAPIXEL)
    form.number('creativity', 0.1, 0.5)
    form.word('style_preset', STYLES)
    const work = { ...readWorded(form), size: enlarge(image, 2) }
    form.finish()
    admit(c, work.prompt)
    return start(c, state, 'upscale-creative', work, 200)
  })
}

function readWorded(form: FormReader) {
  const prompt = form.text('prompt', { required: true }) ?? ''
  form.text('negative_prompt')
  return { prompt, seed: readSeed(form), format: readOutputFormat(form) }
}

/** As many pixels as that, in the same shape. */
function fill({ width, height }: Size = { width: 64, height: 64 }, pixels: number): Size {
  const scale = Math.sqrt(pixels / (width * height))
  return { width: Math.floor(width * scale), height: Math.floor(height * scale) }
}

/** Bigger by the factor, within 16 megapixels. */
function enlarge(size: Size = { width: 64, height: 64 }, factor: number): Size {
  const most = Math.sqrt(16_777_216 / (size.width * size.height))
  const scale = Math.min(factor, most)
  return { width: Math.floor(size.width * scale), height: Math.floor(size.height * scale) }
}
