import { expect, it } from 'vitest'
import { runwayCatalogue, type RunwayModelOptions } from '../../src/index.ts'
import { runwayOptions } from '../../src/runway/options/index.ts'

it('knows the options of every model, and of no other', () => {
  expect(Object.keys(runwayOptions).sort()).toEqual(runwayCatalogue.map(({ id }) => id).sort())
})

/** None of these compiles: an unused `@ts-expect-error` is an error itself. */
const wrong: { readonly [Model in keyof RunwayModelOptions]?: readonly RunwayModelOptions[Model][] } = {
  // @ts-expect-error Gen-4.5 is silent
  'gen4.5': [{ audio: true }],
  // @ts-expect-error Turbo has one format
  gen4_turbo: [{ outputFormat: 'mp4' }],
  // @ts-expect-error no such format of Aleph
  aleph2: [{ outputFormat: 'hdr10' }],
  // @ts-expect-error Ruby makes high dynamic range only
  ruby: [{ outputFormat: 'mp4' }],
  // @ts-expect-error a length goes into duration_seconds
  seedance2: [{ duration: 5 }],
  // @ts-expect-error only 2.5 edits
  seedance2_fast: [{ mode: 'edit' }],
  // @ts-expect-error it has no options
  happyhorse_1_0: [{ audio: true }],
  // @ts-expect-error Lite names no shape itself
  seedream5_lite: [{ ratio: 'auto_1k' }],
  // @ts-expect-error nothing is three times as large
  magnific_precision_upscaler_v2: [{ scaleFactor: 3 }],
  // @ts-expect-error underscores, not points
  enhance_frame_rate: [{ targetFramerate: '23.98' }],
  // @ts-expect-error no such rate
  seed_audio: [{ sampleRate: 11_025 }],
}

it.each(Object.entries(wrong))('refuses at run time what does not compile: %s', (model, values) => {
  const schema = Object.entries(runwayOptions).find(([id]) => id === model)?.[1]
  for (const value of values) expect(schema?.safeParse(value).success).toBe(false)
})
