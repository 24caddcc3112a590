import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { fails } from '../prompt-marks.ts'
import { VendorRefusal, type VendorContext, type VendorEnv } from '../vendor.ts'
import { stabilityError } from './errors.ts'
import { FREE_IMAGE, readAspectRatio, readOutputFormat, readSeed, STYLES } from './fields.ts'
import { FormReader } from './form.ts'
import { sendPicture } from './picture.ts'
import { checkKey, moderate, readAccept, type StabilityState, type StabilityWork } from './work.ts'

const ROOT = '/v2beta/stable-image/generate'
const SD3_MODELS = ['sd3.5-large', 'sd3.5-large-turbo', 'sd3.5-medium', 'sd3.5-flash']

/** The routes that answer with the picture itself. */
export function addGenerateRoutes(app: Hono<VendorEnv>, state: StabilityState): void {
  app.post(`${ROOT}/core`, (c) => {
    const accept = readAccept(c, 'image/*')
    const form = new FormReader(c)
    const work = readCommon(form)
    form.finish()
    // Core makes one and a half megapixels: 1536 x 1536 for a square was seen.
    const size = { width: work.size.width * 1.5, height: work.size.height * 1.5 }
    return make(c, state, 'core', { ...work, size }, accept)
  })

  app.post(`${ROOT}/ultra`, async (c) => {
    const accept = readAccept(c, 'image/*')
    const form = new FormReader(c)
    const work = readCommon(form)
    const image = await form.image('image', FREE_IMAGE, false)
    form.number('strength', 0, 1)
    if (image) form.require('strength', 'is required when image is provided')
    form.finish()
    return make(c, state, 'ultra', work, accept)
  })

  app.post(`${ROOT}/sd3`, async (c) => {
    const accept = readAccept(c, 'image/*')
    const form = new FormReader(c)
    const mode = form.word('mode', ['text-to-image', 'image-to-image']) ?? 'text-to-image'
    const work = readCommon(form)
    await form.image('image', FREE_IMAGE, false)
    form.number('strength', 0, 1)
    if (mode === 'image-to-image') {
      form.require('image', 'is required for image-to-image')
      form.require('strength', 'is required for image-to-image')
      form.forbid('aspect_ratio', 'is only valid for text-to-image')
    } else {
      form.forbid('image', 'is only valid for image-to-image')
      form.forbid('strength', 'is only valid for image-to-image')
    }
    form.number('cfg_scale', 1, 10)
    const model = form.word('model', SD3_MODELS) ?? 'sd3.5-large'
    form.finish()
    return make(c, state, model, work, accept)
  })
}

function readCommon(form: FormReader): StabilityWork {
  const prompt = form.text('prompt', { required: true }) ?? ''
  form.text('negative_prompt')
  form.word('style_preset', STYLES)
  return { prompt, size: readAspectRatio(form), seed: readSeed(form), format: readOutputFormat(form) }
}

function make(
  c: VendorContext,
  state: StabilityState,
  model: string,
  work: StabilityWork,
  accept: 'bytes' | 'json',
): Response {
  checkKey(c)
  moderate(c, work.prompt)
  if (fails(work.prompt)) throw new VendorRefusal(stabilityError(500))
  state.accept(c, { id: randomUUID(), model })
  return sendPicture(work, accept)
}
