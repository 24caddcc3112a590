import { describe, expect, it } from 'vitest'
import {
  ASPECT_RATIOS,
  OUTPUT_FORMATS,
  SD3_MODELS,
  SDXL_SIZES,
  STYLE_PRESETS,
  type StabilityClient,
} from '../src/index.ts'
import { setUp } from './helpers/client.ts'
import { png, wav } from './helpers/files.ts'

const { sim, stability } = setUp(0)
const prompt = 'a kite'
const image = png()
const audio = wav()
const text_prompts = [{ text: 'a' }]
const relit = { subject_image: image, background_prompt: prompt }
const styled = { init_image: image, style_image: image }
const sd25 = { prompt, audio, duration: 1, model: 'stable-audio-2.5' } as const

type Send = (client: StabilityClient, value: number) => Promise<unknown>
/** A number, its bounds, and the smallest step beyond them. */
type Bounds = readonly [field: string, least: number, most: number, step: number, send: Send]

const bounds: readonly Bounds[] = [
  ['seed', 0, 4_294_967_294, 1, (client, seed) => client.generateCore({ prompt, seed })],
  ['strength', 0, 1, 0.01, (client, strength) => client.generateUltra({ prompt, image, strength })],
  [
    'strength',
    0,
    1,
    0.01,
    (client, strength) => client.generateSD3({ prompt, mode: 'image-to-image', image, strength }),
  ],
  ['cfg_scale', 1, 10, 0.1, (client, cfg_scale) => client.generateSD3({ prompt, cfg_scale })],
  [
    'creativity',
    0.2,
    0.5,
    0.01,
    (client, creativity) => client.upscaleConservative({ prompt, image, creativity }),
  ],
  [
    'creativity',
    0.1,
    0.5,
    0.01,
    (client, creativity) => client.upscaleCreative({ prompt, image, creativity }),
  ],
  ['grow_mask', 0, 20, 1, (client, grow_mask) => client.erase({ image, grow_mask })],
  ['grow_mask', 0, 100, 1, (client, grow_mask) => client.inpaint({ prompt, image, grow_mask })],
  ['left', 0, 2_000, 1, (client, left) => client.outpaint({ image, left, right: 1 })],
  ['right', 0, 2_000, 1, (client, right) => client.outpaint({ image, right, left: 1 })],
  ['up', 0, 2_000, 1, (client, up) => client.outpaint({ image, up, left: 1 })],
  ['down', 0, 2_000, 1, (client, down) => client.outpaint({ image, down, left: 1 })],
  ['creativity', 0, 1, 0.01, (client, creativity) => client.outpaint({ image, left: 1, creativity })],
  [
    'grow_mask',
    0,
    20,
    1,
    (client, grow_mask) => client.searchAndReplace({ image, prompt, search_prompt: 'a', grow_mask }),
  ],
  [
    'grow_mask',
    0,
    20,
    1,
    (client, grow_mask) => client.searchAndRecolor({ image, prompt, select_prompt: 'a', grow_mask }),
  ],
  [
    'preserve_original_subject',
    0,
    1,
    0.01,
    (client, value) => client.replaceBackgroundAndRelight({ ...relit, preserve_original_subject: value }),
  ],
  [
    'original_background_depth',
    0,
    1,
    0.01,
    (client, value) => client.replaceBackgroundAndRelight({ ...relit, original_background_depth: value }),
  ],
  [
    'light_source_strength',
    0,
    1,
    0.01,
    (client, value) =>
      client.replaceBackgroundAndRelight({ ...relit, light_reference: image, light_source_strength: value }),
  ],
  [
    'control_strength',
    0,
    1,
    0.01,
    (client, control_strength) => client.controlSketch({ image, prompt, control_strength }),
  ],
  [
    'control_strength',
    0,
    1,
    0.01,
    (client, control_strength) => client.controlStructure({ image, prompt, control_strength }),
  ],
  ['fidelity', 0, 1, 0.01, (client, fidelity) => client.controlStyle({ image, prompt, fidelity })],
  [
    'style_strength',
    0,
    1,
    0.01,
    (client, style_strength) => client.transferStyle({ ...styled, style_strength }),
  ],
  [
    'composition_fidelity',
    0,
    1,
    0.01,
    (client, value) => client.transferStyle({ ...styled, composition_fidelity: value }),
  ],
  [
    'change_strength',
    0.1,
    1,
    0.01,
    (client, change_strength) => client.transferStyle({ ...styled, change_strength }),
  ],
  [
    'foreground_ratio',
    0.1,
    1,
    0.01,
    (client, foreground_ratio) => client.generateFast3D({ image, foreground_ratio }),
  ],
  ['vertex_count', -1, 20_000, 1, (client, vertex_count) => client.generateFast3D({ image, vertex_count })],
  [
    'foreground_ratio',
    1,
    2,
    0.01,
    (client, foreground_ratio) => client.generatePointAware3D({ image, foreground_ratio }),
  ],
  [
    'target_count',
    100,
    20_000,
    1,
    (client, target_count) => client.generatePointAware3D({ image, target_count }),
  ],
  [
    'guidance_scale',
    1,
    10,
    0.1,
    (client, guidance_scale) => client.generatePointAware3D({ image, guidance_scale }),
  ],
  ['duration', 1, 190, 0.1, (client, duration) => client.generateAudio2({ prompt, duration })],
  ['steps', 30, 100, 1, (client, steps) => client.generateAudio2({ prompt, duration: 1, steps })],
  ['cfg_scale', 1, 25, 0.1, (client, cfg_scale) => client.generateAudio2({ prompt, duration: 1, cfg_scale })],
  [
    'strength',
    0,
    1,
    0.001,
    (client, strength) => client.transformAudio2({ prompt, audio, duration: 1, strength }),
  ],
  ['strength', 0.01, 1, 0.001, (client, strength) => client.transformAudio2({ ...sd25, strength })],
  [
    'mask_start',
    0,
    190,
    0.1,
    (client, mask_start) => client.inpaintAudio2({ prompt, audio, duration: 1, mask_start }),
  ],
  [
    'mask_end',
    0,
    190,
    0.1,
    (client, mask_end) => client.inpaintAudio2({ prompt, audio, duration: 1, mask_end }),
  ],
  ['duration', 1, 380, 0.1, (client, duration) => client.generateAudio3({ prompt, duration })],
  ['cfg_scale', 1, 25, 0.1, (client, cfg_scale) => client.generateAudio3({ prompt, cfg_scale })],
  ['strength', 0, 1, 0.01, (client, strength) => client.transformAudio3({ prompt, audio, strength })],
  ['mask_start', 0, 380, 0.1, (client, mask_start) => client.inpaintAudio3({ prompt, audio, mask_start })],
  ['mask_end', 0, 380, 0.1, (client, mask_end) => client.inpaintAudio3({ prompt, audio, mask_end })],
  ['duration', 1, 380, 0.1, (client, duration) => client.inpaintAudio3({ prompt, audio, duration })],
  ['cfg_scale', 0, 35, 0.1, (client, cfg_scale) => client.generateV1({ text_prompts, cfg_scale })],
  ['samples', 1, 10, 1, (client, samples) => client.generateV1({ text_prompts, samples })],
  ['seed', 0, 4_294_967_295, 1, (client, seed) => client.generateV1({ text_prompts, seed })],
  ['steps', 10, 50, 1, (client, steps) => client.generateV1({ text_prompts, steps })],
  [
    'image_strength',
    0,
    1,
    0.01,
    (client, image_strength) => client.transformV1({ text_prompts, init_image: image, image_strength }),
  ],
  [
    'step_schedule_end',
    0,
    1,
    0.01,
    (client, step_schedule_end) =>
      client.transformV1({
        text_prompts,
        init_image: image,
        init_image_mode: 'STEP_SCHEDULE',
        step_schedule_end,
      }),
  ],
]

// The simulator was written from the same facts, apart from the client: the bounds themselves must pass there.
describe('numbers', () => {
  it.each(bounds)('%s from %d to %d', async (field, least, most, step, send) => {
    for (const value of [least, most]) await send(stability(), value)
    expect(sim().accepted).toHaveLength(2)
    for (const value of [least - step, most + step]) {
      const refusal = { code: 'invalid_argument', param: field }
      await expect(send(stability(), value)).rejects.toMatchObject(refusal)
    }
    expect(sim().requests).toHaveLength(2)
  })
})

describe('words', () => {
  it('every aspect ratio, format and style', async () => {
    for (const aspect_ratio of ASPECT_RATIOS) await stability().generateCore({ prompt, aspect_ratio })
    for (const output_format of OUTPUT_FORMATS) await stability().generateCore({ prompt, output_format })
    for (const style_preset of STYLE_PRESETS) await stability().generateCore({ prompt, style_preset })
    expect(sim().accepted).toHaveLength(29)
  })

  it('every model of sd3', async () => {
    for (const model of SD3_MODELS) await stability().generateSD3({ prompt, model })
    expect(sim().accepted.map(({ model }) => model)).toEqual(SD3_MODELS)
  })

  it('every size of SDXL', async () => {
    for (const [width, height] of SDXL_SIZES) {
      await stability().generateV1({ unchecked: { text_prompts, width, height } })
    }
    await stability().generateV1({ text_prompts, width: 896, height: 1152 })
    expect(sim().accepted).toHaveLength(10)
  })
})

describe('files', () => {
  it.each(OUTPUT_FORMATS)('a %s that Stability made goes in again', async (output_format) => {
    const made = await stability().generateCore({ prompt, output_format, aspect_ratio: '16:9' })
    if (made.outcome !== 'succeeded') throw new Error(made.finishReason)
    const { bytes, mediaType } = made
    const result = await stability().upscaleConservative({
      prompt,
      image: { bytes, mediaType, filename: `in.${output_format}` },
    })
    expect(result.outcome).toBe('succeeded')
    // 2016 x 1152: more than one megapixel.
    const large = stability().upscaleFast({ image: { bytes, mediaType, filename: 'in' } })
    await expect(large).rejects.toMatchObject({
      param: 'image',
      message: expect.stringContaining('2016 x 1152'),
    })
  })

  it('a sound as a Blob, which is sent as it is', async () => {
    const bytes = new Blob([new Uint8Array(44), 'no sound'])
    const call = stability().inpaintAudio3({ prompt, audio: { ...audio, bytes } })
    await expect(call).rejects.toMatchObject({
      status: 400,
      vendorMessage: expect.stringContaining('mp3 or wav'),
    })
    expect(sim().requests[0]?.body).toMatchObject({ audio: { size: 52, mediaType: 'audio/wav' } })
  })
})
