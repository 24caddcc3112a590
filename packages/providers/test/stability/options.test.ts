import { expect, it } from 'vitest'
import { stabilityCatalogue, type StabilityModelOptions } from '../../src/index.ts'
import { stabilityOptions } from '../../src/stability/options/index.ts'

it('knows the options of every model, and of no other', () => {
  expect(Object.keys(stabilityOptions).sort()).toEqual(stabilityCatalogue.map(({ id }) => id).sort())
})

/** None of these compiles: an unused `@ts-expect-error` is an error itself. */
const wrong: { readonly [Model in keyof StabilityModelOptions]?: readonly StabilityModelOptions[Model][] } = {
  // @ts-expect-error core has no options
  core: [{ steps: 30 }],
  // @ts-expect-error what is searched must be said
  'search-and-replace': [{ grow_mask: 3 }],
  // @ts-expect-error that word belongs to search-and-replace
  'search-and-recolor': [{ search_prompt: 'a dog' }],
  // @ts-expect-error light has no such direction
  'replace-background-and-relight': [{ light_source_direction: 'behind' }],
  // @ts-expect-error 2.5 takes 4 to 8 steps
  'stable-audio-2.5': [{ steps: 50 }],
  // @ts-expect-error inpainting has no cfg_scale
  'stable-audio-2.5-inpaint': [{ cfg_scale: 1 }],
  // @ts-expect-error no such texture
  'stable-fast-3d': [{ texture_resolution: 256 }],
  // @ts-expect-error v1 has no such sampler
  'stable-diffusion-xl-1024-v1-0': [{ sampler: 'EULER' }],
}

it.each(Object.entries(wrong))('refuses at run time what does not compile: %s', (model, values) => {
  const schema = Object.entries(stabilityOptions).find(([id]) => id === model)?.[1]
  for (const value of values) expect(schema?.safeParse(value).success).toBe(false)
})
