import type { Hono } from 'hono'
import type { VendorEnv } from '../vendor.ts'
import { NOT_TOO_LONG, readOutputFormat, readSeed, UP_TO_NINE_MEGAPIXELS } from './fields.ts'
import { FormReader } from './form.ts'
import { start } from './start.ts'
import { admit, type StabilityState } from './work.ts'

export function addRelightRoute(app: Hono<VendorEnv>, state: StabilityState): void {
  app.post('/v2beta/stable-image/edit/replace-background-and-relight', async (c) => {
    const form = new FormReader(c)
    const subject = await form.image('subject_image', NOT_TOO_LONG)
    const prompt = form.text('background_prompt') ?? ''
    await form.image('background_reference', UP_TO_NINE_MEGAPIXELS, false)
    if (prompt === '' && !form.has('background_reference')) {
      form.refuse('background_prompt', 'background_prompt or background_reference is required')
    }
    form.text('foreground_prompt')
    form.text('negative_prompt')
    form.number('preserve_original_subject', 0, 1)
    form.number('original_background_depth', 0, 1)
    form.word('keep_original_background', ['true', 'false'])
    form.word('light_source_direction', ['left', 'right', 'above', 'below'])
    await form.image('light_reference', UP_TO_NINE_MEGAPIXELS, false)
    form.number('light_source_strength', 0, 1)
    const hasLight = form.has('light_reference') || form.has('light_source_direction')
    if (form.has('light_source_strength') && !hasLight) {
      form.refuse('light_source_strength', 'needs light_reference or light_source_direction')
    }
    const seed = readSeed(form)
    const format = readOutputFormat(form)
    form.finish()
    admit(c, prompt)
    const size = subject ?? { width: 64, height: 64 }
    return start(c, state, 'replace-background-and-relight', { prompt, size, seed, format }, 200)
  })
}
