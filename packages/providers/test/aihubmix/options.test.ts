import { expectTypeOf, it } from 'vitest'
import type { AIHubMixModelOptions } from '../../src/aihubmix/model-options.ts'
import type { InputsByModel } from '../../src/model-inputs.generated.ts'

type Model = keyof InputsByModel extends infer Id
  ? Id extends `aihubmix/${infer Name}`
    ? Name
    : never
  : never

// Checked by the type checker; nothing here is called.
const use = [
  { speed: 2 } satisfies AIHubMixModelOptions['tts-1'],
  { instructions: 'whisper' } satisfies AIHubMixModelOptions['gpt-4o-mini-tts'],
  { generate_audio: false, camera_fixed: true } satisfies AIHubMixModelOptions['doubao-seedance-2-0-260128'],
  { extra: { newer: 1 } } satisfies AIHubMixModelOptions['kling-v3-omni'],
  // @ts-expect-error tts-1 is not told how to speak
  { instructions: 'whisper' } satisfies AIHubMixModelOptions['tts-1'],
  // @ts-expect-error the first Seedance is silent
  { generate_audio: true } satisfies AIHubMixModelOptions['doubao-seedance-1-0-pro-250528'],
  // @ts-expect-error gpt-image-2 always keeps close
  { input_fidelity: 'high' } satisfies AIHubMixModelOptions['gpt-image-2'],
  // @ts-expect-error no such word
  { watermark: 'big' } satisfies AIHubMixModelOptions['qwen-image'],
]

it('has options of every model that makes files, and of no other', () => {
  expectTypeOf(use).toBeArray()
  expectTypeOf<keyof AIHubMixModelOptions>().toEqualTypeOf<Model>()
})
