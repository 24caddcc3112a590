import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { formatCredits } from '../pricing/credits.ts'
import type {
  GenerationRequest,
  Handle,
  ProducedFile,
  StartResult,
  Usage,
  Warning,
} from '../spec/generation.ts'
import type { GenerationInput } from '../spec/generation-input.ts'
import { KINDS } from '../spec/kinds.ts'
import { mockCatalogue } from './catalogue.ts'
import { createCanvas, type Canvas } from './media/canvas.ts'
import { encodePng } from './media/png.ts'
import { readMp4 } from './media/read-mp4.ts'
import { readPng } from './media/read-png.ts'
import { readWav } from './media/read-wav.ts'
import { renderSpeech } from './media/speech.ts'
import { renderVideo } from './media/video.ts'
import { MockProvider } from './provider.ts'
import { inspectGlb, inspectMp4, inspectPng, inspectWav } from './testing/inspect.ts'

const provider = new MockProvider({ taskMs: 0 })

function ask(
  model: string,
  input: GenerationInput,
  provider_options?: Record<string, unknown>,
): GenerationRequest {
  const kind = KINDS.find((one) => one === model.replace('-', '_'))
  if (kind === undefined) throw new Error(`no kind for ${model}`)
  return { model, kind, input, provider_options }
}

interface Made {
  files: ProducedFile[]
  usage: Usage
  warnings: Warning[]
}

async function make(...asked: Parameters<typeof ask>): Promise<Made> {
  const request = ask(...asked)
  const started = await provider.start(request)
  return started.state === 'completed' ? started : finish(request, started)
}

async function finish(
  request: GenerationRequest,
  started: Extract<StartResult, { state: 'pending' }>,
): Promise<Made> {
  const handle: Handle = { model: request.model, kind: request.kind, vendorTaskId: started.vendorTaskId }
  const status = await provider.status(handle)
  if (status.state !== 'completed') throw new Error(`still ${status.state}`)
  const { stream, mediaType = '', contentLength } = await provider.openOutput(handle, status.outputs[0] ?? {})
  const bytes = await buffer(stream)
  expect(contentLength).toBe(bytes.length)
  return { files: [{ bytes, mediaType }], usage: status.usage, warnings: started.warnings }
}

async function only(made: Promise<Made>): Promise<Buffer> {
  const { files } = await made
  expect(files).toHaveLength(1)
  return Buffer.from(files[0]?.bytes ?? [])
}

const inline = (type: string, bytes: Uint8Array): { url: string } => ({
  url: `data:${type};base64,${Buffer.from(bytes).toString('base64')}`,
})

/** Red above, blue below. */
function twoColours(width: number, height: number): Canvas {
  const canvas = createCanvas(width, height)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    canvas.pixels.set(pixel < (width * height) / 2 ? [200, 0, 0, 255] : [0, 0, 200, 255], pixel * 4)
  }
  return canvas
}

const colourAt = ({ width, pixels }: Canvas, x: number, y: number): number[] => [
  ...pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 3),
]

const spoken = async (text: string): Promise<{ url: string }> =>
  inline('audio/wav', await renderSpeech(text, 'alloy'))
const elsewhere = { url: 'https://media.example/file' }

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

describe('image-edit', () => {
  const source = async (width: number, height: number): Promise<{ url: string; role: 'source' }> => ({
    ...inline('image/png', await encodePng(twoColours(width, height))),
    role: 'source',
  })

  it('shows the prompt over the picture, in its size and colours', async () => {
    const made = await make('image-edit', { prompt: 'a fox', images: [await source(200, 120)] })
    const file = Buffer.from(made.files[0]?.bytes ?? [])
    expect(inspectPng(file)).toEqual({ width: 200, height: 120 })
    const canvas = await readPng(file)
    expect(canvas && [colourAt(canvas, 199, 58), colourAt(canvas, 199, 118)]).toEqual([
      [200, 0, 0],
      [0, 0, 200],
    ])
    // The picture has no green in it; the white letters have.
    expect(canvas?.pixels.filter((value, index) => index % 4 === 1 && value > 100).length).toBeGreaterThan(50)
    expect(made).toMatchObject({ usage: { images: 1, steps: 20 }, warnings: [] })
    const other = await only(make('image-edit', { prompt: 'a hen', images: [await source(200, 120)] }))
    expect(other).not.toEqual(file)
  })

  it('takes the picture named as source, draws n of them in another size', async () => {
    const images = [{ ...elsewhere, role: 'mask' as const }, await source(100, 100)]
    const made = await make('image-edit', { prompt: 'x', images, size: '128x64', n: 2 }, { steps: 30 })
    expect(made.files.map(({ bytes }) => inspectPng(bytes))).toEqual([
      { width: 128, height: 64 },
      { width: 128, height: 64 },
    ])
    expect(made).toMatchObject({ usage: { images: 2, steps: 60 }, warnings: [] })
  })

  it('leaves room for words in a tiny picture, and says when it could not look', async () => {
    expect(
      inspectPng(await only(make('image-edit', { prompt: 'x', images: [await source(3, 100)] }))),
    ).toEqual({ width: 64, height: 100 })
    const made = await make('image-edit', { prompt: 'x', images: [elsewhere], size: '64x64' })
    expect(made.warnings).toEqual([
      expect.objectContaining({ code: 'input_not_read', param: 'input.images.0' }),
    ])
  })
})

describe('image-upscale', () => {
  it.each([2, 4])('gives every pixel %s times its width and height', async (scale) => {
    const images = [inline('image/png', await encodePng(twoColours(20, 10)))]
    const file = await only(make('image-upscale', { images }, { scale }))
    expect(inspectPng(file)).toEqual({ width: 20 * scale, height: 10 * scale })
    const canvas = await readPng(file)
    expect(canvas && [colourAt(canvas, 0, 5 * scale - 1), colourAt(canvas, 0, 5 * scale)]).toEqual([
      [200, 0, 0],
      [0, 0, 200],
    ])
  })

  it('doubles a picture of its own where it cannot look, and says so', async () => {
    const made = await make('image-upscale', { images: [elsewhere] })
    expect(inspectPng(made.files[0]?.bytes ?? Buffer.alloc(0))).toEqual({ width: 1024, height: 1024 })
    expect(made.warnings).toHaveLength(1)
  })
})

it('says that a video does not show the given frame', async () => {
  const asked = { prompt: 'x', images: [elsewhere], duration_seconds: 1, aspect_ratio: '9:16' }
  const { files, warnings } = await make('video', asked)
  expect(readMp4(Buffer.from(files[0]?.bytes ?? []))).toEqual({ width: 180, height: 320, seconds: 1 })
  expect(warnings).toEqual([expect.objectContaining({ code: 'input_not_read', param: 'input.images.0' })])
})

describe('video-upscale', () => {
  it('is as long and twice as large, and charged by the given length', async () => {
    const clip = await renderVideo({ words: 'x', title: '', width: 64, height: 48, seconds: 1.5, seed: 0 })
    const made = await make('video-upscale', { video: inline('video/mp4', clip) })
    const file = Buffer.from(made.files[0]?.bytes ?? [])
    expect(inspectMp4(file).frames).toBe(12)
    expect(readMp4(file)).toEqual({ width: 128, height: 96, seconds: 1.5 })
    expect(made).toMatchObject({ usage: { seconds: 1.5 }, warnings: [] })
  })

  it('says when it takes less than twice the pixels', async () => {
    const clip = await renderVideo({ words: 'x', title: '', width: 800, height: 32, seconds: 0.2, seed: 0 })
    const made = await make('video-upscale', { video: inline('video/mp4', clip) })
    expect(readMp4(Buffer.from(made.files[0]?.bytes ?? []))).toMatchObject({ width: 960, height: 38 })
    expect(made.warnings).toEqual([expect.objectContaining({ code: 'adjusted', param: 'input.video' })])
  })
})

describe('sounds', () => {
  it.each([
    ['sound', 2, { prompt: 'rain' }],
    ['sound', 0.5, { prompt: 'rain', duration_seconds: 0.5 }],
    ['music', 10, { prompt: 'a waltz' }],
    ['music', 6, { prompt: 'a waltz', duration_seconds: 6, seed: 4 }],
  ])('of %s last %s seconds for %j, alike for the same words only', async (model, seconds, input) => {
    const file = await only(make(model, input))
    expect(inspectWav(file).seconds).toBe(seconds)
    expect(await only(make(model, input))).toEqual(file)
    expect(await only(make(model, { ...input, prompt: 'a march' }))).not.toEqual(file)
    expect(await only(make(model, { ...input, seed: 77 }))).not.toEqual(file)
  })

  it('of a voice keep the length and the words of the recording', async () => {
    const audio = await spoken('A kite over the sea.')
    const given = readWav(await only(make('speech', { text: 'A kite over the sea.' })))
    const made = await make('voice', { audio, voice: 'echo' })
    const file = Buffer.from(made.files[0]?.bytes ?? [])
    expect(inspectWav(file).seconds).toBe(given?.seconds)
    expect(readWav(file)?.words).toBe('A kite over the sea.')
    expect(made).toMatchObject({ usage: { seconds: given?.seconds }, warnings: [] })
    expect(await only(make('voice', { audio, voice: 'nova' }))).not.toEqual(file)
    expect(await make('voice', { audio: elsewhere })).toMatchObject({ warnings: [{ param: 'input.audio' }] })
  })
})

describe('what was said', () => {
  it('by the mock is understood by the mock', async () => {
    const audio = inline('audio/wav', await only(make('speech', { text: 'Good morning, sea.' })))
    const made = await make('transcription', { audio })
    expect(JSON.parse(Buffer.from(made.files[0]?.bytes ?? []).toString())).toEqual({
      text: 'Good morning, sea.',
    })
    expect(made).toMatchObject({ files: [{ mediaType: 'application/json' }], warnings: [] })
    // Four syllables of 0.15 seconds, a gap of 0.06 and two pauses of 0.28, at 0.01 credits a second.
    expect(formatCredits(provider.price(ask('transcription', { audio }), made.usage))).toBe('0.0122')
    const english = await only(make('translation', { audio, format: 'text' }))
    expect(english.toString()).toBe('In English: Good morning, sea.\n')
  })

  it('by others is always the same for the same recording', async () => {
    const hear = async (name: string): Promise<string> =>
      (
        await only(make('transcription', { audio: { url: `https://media.example/${name}` }, format: 'text' }))
      ).toString()
    expect(await hear('a.mp3')).toBe(await hear('a.mp3'))
    expect(new Set(await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(hear))).size).toBeGreaterThan(1)
    expect((await make('transcription', { audio: elsewhere })).warnings).toEqual([
      expect.objectContaining({ code: 'input_not_read', param: 'input.audio' }),
    ])
  })
})

describe('model-3d', () => {
  it('is a GLB whose shape depends on prompt and seed', async () => {
    const { gltf, positions, chunks } = inspectGlb(await only(make('model-3d', { prompt: 'a jug' })))
    expect(chunks).toEqual(['JSON', 'BIN\0'])
    expect(gltf.nodes[0]?.name).toBe('a jug')
    expect(positions.length).toBeGreaterThan(500)
    for (const input of [{ prompt: 'a cup' }, { prompt: 'a jug', seed: 1 }]) {
      expect(inspectGlb(await only(make('model-3d', input))).positions).not.toEqual(positions)
    }
  })

  it('depends on the picture where there is no prompt', async () => {
    const shape = async (url: string): Promise<unknown> =>
      inspectGlb(await only(make('model-3d', { images: [{ url }] }))).positions
    expect(await shape('https://media.example/a.png')).toEqual(await shape('https://media.example/a.png'))
    expect(await shape('https://media.example/a.png')).not.toEqual(await shape('https://media.example/b.png'))
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
      expect.objectContaining({ param: 'input.images.0', message: expect.stringContaining('1024x1024') }),
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
