import { randomBytes, randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { fails } from '../prompt-marks.ts'
import type { VendorEnv } from '../vendor.ts'
import { FAST_UPSCALE_IMAGE, readOutputFormat, readSeed, STYLES, UP_TO_ONE_MEGAPIXEL } from './fields.ts'
import { FormReader, type Size } from './form.ts'
import { sendPicture } from './picture.ts'
import { checkKey, moderate, readAccept, type StabilityState } from './work.ts'

const ROOT = '/v2beta/stable-image/upscale'

export function addUpscaleRoutes(app: Hono<VendorEnv>, state: StabilityState): void {
  app.post(`${ROOT}/fast`, async (c) => {
    const accept = readAccept(c, 'image/*')
    const form = new FormReader(c)
    const image = await form.image('image', FAST_UPSCALE_IMAGE)
    const format = readOutputFormat(form)
    form.finish()
    checkKey(c)
    moderate(c, undefined)
    state.accept(c, { id: randomUUID(), model: 'upscale-fast' })
    // This route has no prompt and tells no seed.
    return sendPicture({ prompt: '', size: enlarge(image, 4), format }, accept)
  })

  // Asynchronous, yet answered with 200: known by the route, not by the status.
  app.post(`${ROOT}/creative`, async (c) => {
    const form = new FormReader(c)
    const image = await form.image('image', UP_TO_ONE_MEGAPIXEL)
    const prompt = form.text('prompt', { required: true }) ?? ''
    form.text('negative_prompt')
    form.number('creativity', 0.1, 0.5)
    form.word('style_preset', STYLES)
    const seed = readSeed(form)
    const format = readOutputFormat(form)
    form.finish()
    checkKey(c)
    moderate(c, prompt)
    const id = randomBytes(32).toString('hex')
    const work = { prompt, size: enlarge(image, 2), seed, format }
    state.tasks.add(id, c.var.apiKey.text, work, { ...(fails(prompt) && { failure: '' }), ...c.var.script })
    state.accept(c, { id, model: 'upscale-creative' })
    return c.json({ id })
  })
}

/** Bigger by the factor, within 16 megapixels. */
function enlarge(size: Size = { width: 64, height: 64 }, factor: number): Size {
  const most = Math.sqrt(16_777_216 / (size.width * size.height))
  const scale = Math.min(factor, most)
  return { width: Math.floor(size.width * scale), height: Math.floor(size.height * scale) }
}
