import { describe, expect, it } from 'vitest'
import { checkInput } from './check-input.ts'
import type { GenerationInput } from './spec/generation-input.ts'
import type { ModelInfo } from './spec/model-info.ts'

const model: ModelInfo = {
  id: 'painter',
  kind: 'video',
  title: '',
  description: '',
  immediate: true,
  limits: {
    inputs: ['prompt', 'size', 'aspect_ratio', 'duration_seconds', 'n', 'seed', 'images', 'quality'],
    required: ['prompt'],
    maxPromptLength: 10,
    sizes: ['1024x1024', '1536x1024'],
    durations: [4, 6, 8],
    maxOutputs: 2,
    maxSeed: 100,
    qualities: ['low'],
    images: { min: 0, max: 1, roles: ['first_frame'] },
  },
}

const picture = { url: 'https://example.com/a.png' }

describe('checkInput', () => {
  it('takes what the model can do', () => {
    expect(() => checkInput(model, { prompt: 'a fox', size: '1024x1024', n: 2, seed: 100 })).not.toThrow()
    expect(() => checkInput(model, { prompt: '😀'.repeat(10) })).not.toThrow()
    expect(() =>
      checkInput(model, { prompt: 'a fox', images: [{ ...picture, role: 'first_frame' }] }),
    ).not.toThrow()
  })

  it.each<[GenerationInput, string, RegExp]>([
    [{}, 'input.prompt', /needs prompt/],
    [{ prompt: 'x', text: 'y' }, 'input.text', /does not take text\. It takes prompt, size/],
    [{ prompt: 'x'.repeat(11) }, 'input.prompt', /at most 10 characters; these are 11/],
    [{ prompt: '😀'.repeat(11) }, 'input.prompt', /at most 10 characters; these are 11/],
    [{ prompt: 'x', size: '1x1' }, 'input.size', /1024x1024 or 1536x1024, not "1x1"/],
    [{ prompt: 'x', size: '1024x1024', aspect_ratio: '1:1' }, 'input.aspect_ratio', /not both/],
    [{ prompt: 'x', duration_seconds: 5 }, 'input.duration_seconds', /makes 4, 6 or 8 seconds, not 5/],
    [{ prompt: 'x', n: 3 }, 'input.n', /1 to 2 at once/],
    [{ prompt: 'x', seed: 101 }, 'input.seed', /0 to 100/],
    [{ prompt: 'x', quality: 'high' }, 'input.quality', /low, not "high"/],
    [{ prompt: 'x', images: [picture, picture] }, 'input.images', /takes 0 to 1 images; here are 2/],
    [
      { prompt: 'x', images: [{ ...picture, role: 'mask' }] },
      'input.images[0].role',
      /first_frame, not mask/,
    ],
  ])('refuses %j', (input, param, message) => {
    expect(() => checkInput(model, input)).toThrow(
      expect.objectContaining({ code: 'invalid_request', param, message: expect.stringMatching(message) }),
    )
  })

  it('knows ranges of whole seconds', () => {
    const ranged = { ...model, limits: { ...model.limits, durations: { min: 2, max: 10 } } }
    expect(() => checkInput(ranged, { prompt: 'x', duration_seconds: 10 })).not.toThrow()
    for (const duration_seconds of [1, 11, 2.5]) {
      expect(() => checkInput(ranged, { prompt: 'x', duration_seconds })).toThrow(/2 to 10 whole seconds/)
    }
  })
})
