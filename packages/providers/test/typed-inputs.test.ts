import { expectTypeOf, it } from 'vitest'
import { generate, type GenerationInput, type InputOf, type ProviderRegistry } from '../src/index.ts'

// Checked by the type checker; nothing here is called.
const use = (registry: ProviderRegistry): unknown => [
  generate(registry, { model: 'runway/gen4.5', input: { prompt: 'a', duration_seconds: 5 } }),
  // A model that came after this package takes any word; the provider judges.
  generate(registry, { model: 'runway/of-tomorrow', input: { voice: 'a' } }),
  // @ts-expect-error Gen-4.5 has no voice
  generate(registry, { model: 'runway/gen4.5', input: { prompt: 'a', voice: 'b' } }),
  // @ts-expect-error and needs a prompt
  generate(registry, { model: 'runway/gen4.5', input: { seed: 1 } }),
  // @ts-expect-error a word that no model knows
  generate(registry, { model: 'mock/image', input: { prompt: 'a', colour: 'red' } }),
  // @ts-expect-error of the wrong type
  generate(registry, { model: 'mock/image', input: { prompt: 'a', n: 'two' } }),
]

it('knows the words of each model', () => {
  expectTypeOf(use).toBeFunction()
  expectTypeOf<InputOf<'mock/speech'>>().toHaveProperty('text')
  expectTypeOf<InputOf<'mock/speech'>>().not.toHaveProperty('prompt')
  expectTypeOf<InputOf<'mock/image'>['prompt']>().toEqualTypeOf<string>()
  expectTypeOf<InputOf<'mock/image'>>().toExtend<GenerationInput>()
})
