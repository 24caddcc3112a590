import { describe, expect, it } from 'vitest'
import { formatCredits } from '../pricing/credits.ts'
import { KINDS } from '../spec/kinds.ts'
import { mockCatalogue } from './catalogue.ts'
import { createCanvas } from './media/canvas.ts'
import { encodePng } from './media/png.ts'
import { renderSpeech } from './media/speech.ts'
import { renderVideo } from './media/video.ts'
import { ask, elsewhere, inline, provider } from './testing/make.ts'

describe('the catalogue of the mock', () => {
  it('has a model for every kind, named like it', () => {
    const ids = [...KINDS, 'chat', 'embedding'].map((kind) => kind.replace('_', '-'))
    expect(mockCatalogue.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  })

  it('sells by every unit there is, all of it made up', () => {
    const rates = mockCatalogue.flatMap(({ price }) => price?.rates ?? [])
    const units = ['character', 'image', 'input_token', 'output_token', 'request', 'second', 'step']
    expect([...new Set(rates.map(({ unit }) => unit))].toSorted()).toEqual(units)
    for (const { price } of mockCatalogue) expect(price?.source).toMatch(/made-up/)
  })

  it.each([
    [ask('image', { prompt: 'x', n: 3 }), '3'],
    [ask('image-edit', { prompt: 'x', images: [elsewhere], n: 2 }), '4'],
    [ask('image-edit', { prompt: 'x', images: [elsewhere] }, { steps: 50 }), '5'],
    [ask('image-edit', { prompt: 'x', images: [elsewhere] }, { steps: 1 }), '1'],
    [ask('image-upscale', { images: [elsewhere] }), '1'],
    [ask('image-upscale', { images: [elsewhere] }, { scale: 4 }), '3'],
    [ask('video', { prompt: 'x' }), '8'],
    [ask('video', { prompt: 'x', duration_seconds: 7 }), '14'],
    [ask('video-upscale', { video: elsewhere }), '5'],
    [ask('speech', { text: 'x'.repeat(500) }), '0.5'],
    [ask('sound', { prompt: 'x' }), '1'],
    [ask('sound', { prompt: 'x', duration_seconds: 20 }), '10'],
    [ask('music', { prompt: 'x', duration_seconds: 60 }), '5'],
    [ask('voice', { audio: elsewhere }), '60'],
    [ask('transcription', { audio: elsewhere }), '6'],
    [ask('translation', { audio: elsewhere }), '12'],
    [ask('model-3d', { prompt: 'x' }), '4'],
  ])('quotes $model for $input at %s credits', (request, credits) => {
    expect(formatCredits(provider.quote(request).amount)).toBe(credits)
  })
})

describe('what is impossible', () => {
  const silence = async (): Promise<{ url: string }> => {
    const file = Buffer.from(await renderSpeech('x', 'alloy'))
    // As if a second were five samples: 3,360 samples are 672 seconds.
    file.writeUInt32LE(10, 28)
    return inline('audio/wav', file)
  }

  it.each([
    ['a larger edit', ask('image-edit', { prompt: 'x', images: [elsewhere], size: '4096x64' }), 'input.size'],
    [
      '51 steps',
      ask('image-edit', { prompt: 'x', images: [elsewhere] }, { steps: 51 }),
      'provider_options.steps',
    ],
    [
      'an unknown option',
      ask('image-edit', { prompt: 'x', images: [elsewhere] }, { magic: 1 }),
      'provider_options.magic',
    ],
    ['options where there are none', ask('image', { prompt: 'x' }, { steps: 3 }), 'provider_options.steps'],
    [
      'three times the size',
      ask('image-upscale', { images: [elsewhere] }, { scale: 3 }),
      'provider_options.scale',
    ],
    ['a shape of nothing', ask('model-3d', { seed: 1 }), 'input.prompt'],
    ['a quarter second', ask('sound', { prompt: 'x', duration_seconds: 0.25 }), 'input.duration_seconds'],
    ['a transcript as PDF', ask('transcription', { audio: elsewhere, format: 'pdf' }), 'input.format'],
  ])('names the field: %s', (_what, request, param) => {
    expect(() => provider.quote(request)).toThrow(expect.objectContaining({ code: 'invalid_request', param }))
  })

  it('looks into the files: too many pixels, too many seconds', async () => {
    const images = [inline('image/png', await encodePng(createCanvas(1025, 8)))]
    expect(() => provider.quote(ask('image-upscale', { images }))).not.toThrow()
    const large = ask('image-upscale', { images }, { scale: 4 })
    expect(() => provider.quote(large)).toThrow(
      expect.objectContaining({ param: 'input.images[0]', message: expect.stringContaining('1024x1024') }),
    )
    const long = ask('transcription', { audio: await silence() })
    expect(() => provider.quote(long)).toThrow(
      expect.objectContaining({ param: 'input.audio', message: expect.stringContaining('600 seconds') }),
    )
    const clip = Buffer.from(
      await renderVideo({ words: '', title: '', width: 32, height: 32, seconds: 0.25, seed: 0 }),
    )
    clip.writeUInt32BE(90_000 * 11, clip.indexOf('mvhd') + 20)
    const slow = ask('video-upscale', { video: inline('video/mp4', clip) })
    expect(() => provider.quote(slow)).toThrow(expect.objectContaining({ param: 'input.video' }))
  })
})
