import type { Hono } from 'hono'
import type { VendorEnv } from '../vendor.ts'
import { FREE_IMAGE, readAspectRatio, readOutputFormat, readSeed, STYLES } from './fields.ts'
import { FormReader } from './form.ts'
import { make } from './make.ts'
import { readAccept, type PictureWork, type StabilityState } from './work.ts'

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

function readCommon(form: FormReader): PictureWork {
  const prompt = form.text('prompt', { required: true }) ?? ''
  form.text('negative_prompt')
  form.word('style_preset', STYLES)
  return { prompt, size: readAspectRatio(form), seed: readSeed(form), format: readOutputFormat(form) }
}
