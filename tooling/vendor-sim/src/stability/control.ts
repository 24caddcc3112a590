import type { Hono } from 'hono'
import type { VendorEnv } from '../vendor.ts'
import { NOT_TOO_LONG, readAspectRatio, readOutputFormat, readSeed, STYLES } from './fields.ts'
import { UP_TO_NINE_MEGAPIXELS } from './fields.ts'
import { FormReader, type Size } from './form.ts'
import { make } from './make.ts'
import { readAccept, type StabilityState } from './work.ts'

const ROOT = '/v2beta/stable-image/control'
const SMALL: Size = { width: 64, height: 64 }

export function addControlRoutes(app: Hono<VendorEnv>, state: StabilityState): void {
  for (const name of ['sketch', 'structure']) {
    app.post(`${ROOT}/${name}`, async (c) => {
      const accept = readAccept(c, 'image/*')
      const form = new FormReader(c)
      const size = (await form.image('image', NOT_TOO_LONG)) ?? SMALL
      form.number('control_strength', 0, 1)
      const work = { ...readWords(form), size }
      form.finish()
      return make(c, state, `control-${name}`, work, accept)
    })
  }

  app.post(`${ROOT}/style`, async (c) => {
    const accept = readAccept(c, 'image/*')
    const form = new FormReader(c)
    await form.image('image', NOT_TOO_LONG)
    form.number('fidelity', 0, 1)
    const work = { ...readWords(form), size: readAspectRatio(form) }
    form.finish()
    return make(c, state, 'control-style', work, accept)
  })

  app.post(`${ROOT}/style-transfer`, async (c) => {
    const accept = readAccept(c, 'image/*')
    const form = new FormReader(c)
    const size = (await form.image('init_image', { ...NOT_TOO_LONG, maxSide: 16_383 })) ?? SMALL
    await form.image('style_image', { ...UP_TO_NINE_MEGAPIXELS, maxSide: 16_383 })
    const prompt = form.text('prompt') ?? ''
    form.text('negative_prompt')
    form.number('style_strength', 0, 1)
    form.number('composition_fidelity', 0, 1)
    form.number('change_strength', 0.1, 1)
    const work = { prompt, size, seed: readSeed(form), format: readOutputFormat(form) }
    form.finish()
    return make(c, state, 'style-transfer', work, accept)
  })
}

function readWords(form: FormReader) {
  form.text('negative_prompt')
  form.word('style_preset', STYLES)
  const prompt = form.text('prompt', { required: true }) ?? ''
  return { prompt, seed: readSeed(form), format: readOutputFormat(form) }
}
