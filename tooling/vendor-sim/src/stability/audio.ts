import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import type { VendorContext, VendorEnv } from '../vendor.ts'
import { readAudioFormat, readSeed } from './fields.ts'
import { FormReader } from './form.ts'
import { sendSound } from './sound.ts'
import { start } from './start.ts'
import { admit, readAccept, type AudioWork, type StabilityState } from './work.ts'

const MEGABYTE = 1_000_000
const KINDS = ['text-to-audio', 'audio-to-audio', 'inpaint'] as const
type Kind = (typeof KINDS)[number]

export function addAudioRoutes(app: Hono<VendorEnv>, state: StabilityState): void {
  for (const kind of KINDS) {
    app.post(`/v2beta/audio/stable-audio-2/${kind}`, async (c) => {
      const accept = readAccept(c, 'audio/*')
      const form = new FormReader(c, 50 * MEGABYTE)
      // Inpainting is always 2.5 and takes no model.
      const model = kind === 'inpaint' ? 'stable-audio-2.5' : readModel2(form)
      const steps = model === 'stable-audio-2' ? ([30, 100] as const) : ([4, 8] as const)
      const work = await readWork(form, kind, {
        longest: 190,
        steps,
        leastStrength: steps[0] === 4 ? 0.01 : 0,
      })
      form.finish()
      admit(c, work.prompt)
      state.accept(c, { id: randomUUID(), model })
      return sendSound(work, accept)
    })

    app.post(`/v2beta/audio/stable-audio/${kind}`, async (c: VendorContext) => {
      const form = new FormReader(c, 100 * MEGABYTE)
      if (kind !== 'inpaint') form.word('model', ['stable-audio-3'])
      const work = await readWork(form, kind, { longest: 380, steps: [4, 8], leastStrength: 0 })
      form.finish()
      admit(c, work.prompt)
      return start(c, state, 'stable-audio-3', work, 202)
    })
  }
}

const readModel2 = (form: FormReader): string =>
  form.word('model', ['stable-audio-2', 'stable-audio-2.5']) ?? 'stable-audio-2'

interface AudioRule {
  /** Seconds. */
  longest: number
  steps: readonly [number, number]
  leastStrength: number
}

async function readWork(form: FormReader, kind: Kind, rule: AudioRule): Promise<AudioWork> {
  const { longest, steps, leastStrength } = rule
  const prompt = form.text('prompt', { required: true }) ?? ''
  if (kind !== 'text-to-audio') await form.audio('audio', 6, longest)
  if (kind === 'audio-to-audio') form.number('strength', leastStrength, 1)
  if (kind === 'inpaint') {
    form.number('mask_start', 0, longest)
    form.number('mask_end', 0, longest)
  } else {
    form.number('cfg_scale', 1, 25)
  }
  form.number('steps', ...steps, true)
  const seconds = form.number('duration', 1, longest) ?? 190
  return { prompt, seconds, seed: readSeed(form), format: readAudioFormat(form) }
}
