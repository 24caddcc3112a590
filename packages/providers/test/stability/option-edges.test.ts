import { startStabilitySim, type VendorSim } from '@jointo/vendor-sim'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  KINDS,
  StabilityProvider,
  type GenerationInput,
  type StabilityModelOptions,
} from '../../src/index.ts'
import { wavDataUrl } from '../helpers/wav.ts'
import { PICTURE } from '../subjects/subject.ts'

let sim: VendorSim
let provider: StabilityProvider
beforeAll(async () => {
  sim = await startStabilitySim()
  provider = new StabilityProvider({
    apiKey: 'sk-good',
    baseUrl: sim.baseUrl,
    retry: { maxAttempts: 1 },
    rateLimit: { requestsPerInterval: 1_000_000 },
  })
})
beforeEach(() => sim.reset())
afterAll(async () => {
  await provider.close()
  await sim.close()
})

type Model = keyof StabilityModelOptions
type Edge = readonly [option: string, least: number, most: number, step: number]

/** The least and the most of each number, and how much further is too far. */
const edges: Partial<Record<Model, readonly Edge[]>> = {
  'sd3.5-large': [['cfg_scale', 1, 10, 0.1]],
  'sd3.5-flash': [['cfg_scale', 1, 10, 0.1]],
  'stable-diffusion-xl-1024-v1-0': [
    ['steps', 10, 50, 1],
    ['cfg_scale', 0, 35, 0.1],
  ],
  'stable-diffusion-xl-1024-v1-0-masking': [
    ['steps', 10, 50, 1],
    ['cfg_scale', 0, 35, 0.1],
  ],
  erase: [['grow_mask', 0, 20, 1]],
  inpaint: [['grow_mask', 0, 100, 1]],
  outpaint: [
    ['right', 0, 2_000, 1],
    ['up', 0, 2_000, 1],
    ['down', 0, 2_000, 1],
    ['creativity', 0, 1, 0.01],
  ],
  'search-and-replace': [['grow_mask', 0, 20, 1]],
  'search-and-recolor': [['grow_mask', 0, 20, 1]],
  'replace-background-and-relight': [
    ['preserve_original_subject', 0, 1, 0.01],
    ['original_background_depth', 0, 1, 0.01],
    ['light_source_strength', 0, 1, 0.01],
  ],
  'control-sketch': [['control_strength', 0, 1, 0.01]],
  'control-structure': [['control_strength', 0, 1, 0.01]],
  'control-style': [['fidelity', 0, 1, 0.01]],
  'style-transfer': [
    ['style_strength', 0, 1, 0.01],
    ['composition_fidelity', 0, 1, 0.01],
  ],
  'upscale-conservative': [['creativity', 0.2, 0.5, 0.01]],
  'upscale-creative': [['creativity', 0.1, 0.5, 0.01]],
  'stable-audio-2': [
    ['steps', 30, 100, 1],
    ['cfg_scale', 1, 25, 0.1],
  ],
  'stable-audio-2.5': [
    ['steps', 4, 8, 1],
    ['cfg_scale', 1, 25, 0.1],
  ],
  'stable-audio-2.5-inpaint': [
    ['mask_start', 0, 189, 2],
    ['mask_end', 31, 190, 1],
    ['steps', 4, 8, 1],
  ],
  'stable-audio-3': [
    ['steps', 4, 8, 1],
    ['cfg_scale', 1, 25, 0.1],
  ],
  'stable-audio-3-inpaint': [
    ['mask_start', 0, 379, 2],
    ['mask_end', 31, 380, 1],
    ['steps', 4, 8, 1],
  ],
  'stable-fast-3d': [
    ['foreground_ratio', 0.1, 1, 0.01],
    ['vertex_count', -1, 20_000, 1],
  ],
  'stable-point-aware-3d': [
    ['foreground_ratio', 1, 2, 0.01],
    ['target_count', 100, 20_000, 1],
    ['guidance_scale', 1, 10, 0.1],
  ],
}

/** What the options of some models need beside them. */
const needed: Partial<Record<Model, object>> = {
  outpaint: { left: 1 },
  'search-and-replace': { search_prompt: 'a dog' },
  'search-and-recolor': { select_prompt: 'a dog' },
  'replace-background-and-relight': { light_source_direction: 'left' },
}

const values: GenerationInput = {
  prompt: 'a',
  audio: { url: wavDataUrl(6) },
  images: [{ url: PICTURE }],
}

async function start(model: string, options: object): Promise<unknown> {
  const info = provider.findModel(model)
  const kind = KINDS.find((one) => one === info?.kind) ?? 'image'
  const { inputs = [], images } = info?.limits ?? {}
  const input: GenerationInput = {
    ...(inputs.includes('prompt') && { prompt: values.prompt }),
    ...(inputs.includes('audio') && { audio: values.audio }),
    ...(images && images.min > 0 && { images: [...(values.images ?? [])] }),
  }
  if (model === 'style-transfer') input.images?.push({ url: PICTURE, role: 'reference' })
  return provider.start({ model, kind, input, provider_options: { ...options } })
}

describe.each(Object.entries(edges))('%s', (model, rows) => {
  const others = Object.entries(needed).find(([id]) => id === model)?.[1] ?? {}

  it.each(rows)('takes %s from %d to %d, as the vendor does', async (option, least, most, step) => {
    for (const value of [least, most]) {
      await start(model, { ...others, [option]: value })
      expect(sim.requests.at(-1)?.status).toBeLessThan(300)
    }
    const sent = sim.requests.length
    for (const value of [least - step, most + step]) {
      await expect(start(model, { ...others, [option]: value })).rejects.toMatchObject({
        code: 'invalid_request',
        param: expect.stringMatching(/^provider_options\./),
      })
    }
    expect(sim.requests).toHaveLength(sent)
  })
})
