import { describe, expect, it } from 'vitest'
import { setUp } from './helpers/client.ts'
import { expectRefusal, type Call, type Case } from './helpers/expect-refusal.ts'
import { png, wav } from './helpers/files.ts'

const setup = setUp(0)
const { sim, stability } = setup
const prompt = 'a kite'
const image = png()
const audio = wav()
const text_prompts = [{ text: 'a' }]

const big = (bytes: number) => ({
  ...image,
  bytes: Buffer.concat([png().bytes as Buffer, Buffer.alloc(bytes)]),
})
const MIB = 1024 * 1024

const refused: readonly Case[] = [
  ['an empty prompt', (client) => client.generateCore({ prompt: '' }), 'prompt', '1'],
  ['a long prompt', (client) => client.generateCore({ prompt: 'a'.repeat(10_001) }), 'prompt', '10000'],
  ['a large seed', (client) => client.generateCore({ prompt, seed: 4_294_967_295 }), 'seed', '4294967294'],
  ['half a seed', (client) => client.generateCore({ prompt, seed: 0.5 }), 'seed', 'whole'],
  ['NaN', (client) => client.generateSD3({ prompt, cfg_scale: Number.NaN }), 'cfg_scale', 'number'],
  [
    'much creativity',
    (client) => client.upscaleCreative({ prompt, image, creativity: 0.6 }),
    'creativity',
    '0.5',
  ],
  [
    'little creativity',
    (client) => client.upscaleConservative({ prompt, image, creativity: 0.1 }),
    'creativity',
    '0.2',
  ],
  ['zeros', (client) => client.outpaint({ image, left: 0, right: 0, up: 0, down: 0 }), 'left', 'above 0'],
  ['a wide side', (client) => client.outpaint({ image, up: 2001 }), 'up', '2000'],
  ['a wide mask', (client) => client.erase({ image, grow_mask: 21 }), 'grow_mask', '20'],
  ['2: many steps', (client) => client.generateAudio2({ prompt, steps: 8 }), 'steps', '30 to 100'],
  ['2: a long sound', (client) => client.generateAudio2({ prompt, duration: 191 }), 'duration', '190'],
  ['3: a long sound', (client) => client.generateAudio3({ prompt, duration: 381 }), 'duration', '380'],
  [
    '2.5: no strength',
    (client) => client.transformAudio2({ prompt, audio, model: 'stable-audio-2.5', strength: 0 }),
    'strength',
    '0.01',
  ],
  [
    'fast 3D: a ratio of the other',
    (client) => client.generateFast3D({ image, foreground_ratio: 1.3 }),
    'foreground_ratio',
    '1',
  ],
  [
    'point-aware 3D: likewise',
    (client) => client.generatePointAware3D({ image, foreground_ratio: 0.85 }),
    'foreground_ratio',
    '1',
  ],
  [
    'an empty background',
    (client) => client.replaceBackgroundAndRelight({ subject_image: image, background_prompt: '' }),
    'background_prompt',
    'missing',
  ],
  ['v1: no words', (client) => client.generateV1({ text_prompts: [] }), 'text_prompts', '1'],
  [
    'v1: long words',
    (client) => client.generateV1({ text_prompts: [{ text: 'a'.repeat(2001) }] }),
    'text_prompts[0].text',
    '2000',
  ],
  ['v1: many pictures', (client) => client.generateV1({ text_prompts, samples: 11 }), 'samples', '10'],
  [
    'v1: many pictures as bytes',
    (client) => client.generateV1({ text_prompts, samples: 2 }, { answer: 'bytes' }),
    'samples',
    'json',
  ],
  [
    'v1: a mask of another size',
    (client) =>
      client.maskV1({
        text_prompts,
        init_image: image,
        mask_source: 'MASK_IMAGE_WHITE',
        mask_image: png(8, 8),
      }),
    'mask_image',
    'as large as',
  ],
  [
    'an empty file',
    (client) => client.erase({ image: { ...image, bytes: new Uint8Array() } }),
    'image.bytes',
    'empty',
  ],
  [
    'a GIF',
    (client) => client.erase({ image: { ...image, mediaType: 'image/gif' } }),
    'image.mediaType',
    'image/png',
  ],
  [
    'text as picture',
    (client) => client.erase({ image: { ...image, bytes: Buffer.from('no picture') } }),
    'image',
    'PNG',
  ],
  [
    'half a head',
    (client) => client.erase({ image: { ...image, bytes: Buffer.from('\x89PNG\r\n', 'latin1') } }),
    'image',
    'PNG',
  ],
  [
    'text as mask',
    (client) => client.erase({ image, mask: { ...image, bytes: Buffer.from('no') } }),
    'mask',
    'PNG',
  ],
  [
    'a picture as sound',
    (client) => client.inpaintAudio2({ prompt, audio: image }),
    'audio.mediaType',
    'audio/wav',
  ],
  ['a large request', (client) => client.erase({ image: big(10 * MIB) }), 'image', '10485760'],
  [
    'two files together',
    (client) => client.erase({ image: big(4 * MIB), mask: big(6 * MIB) }),
    'mask',
    'all files together',
  ],
  [
    'a large request of v1',
    (client) => client.transformV1({ text_prompts, init_image: big(10 * MIB) }),
    'init_image',
    '10485760',
  ],
  [
    'an unknown way to answer',
    (client) => client.generateCore({ prompt }, { answer: 'xml' as 'json' }),
    'answer',
    "'bytes'",
  ],
]

describe('wrong parameters are refused before anything is sent', () => {
  it.each(refused)('%s', (_name, call, param, cure) => expectRefusal(setup, call, param, cure))

  const pixels: readonly [
    name: string,
    call: (picture: ReturnType<typeof png>) => Call,
    wrong: string,
    right: string,
  ][] = [
    [
      'ultra',
      (picture) => (client) => client.generateUltra({ prompt, image: picture, strength: 1 }),
      '64x63',
      '64x64',
    ],
    [
      'ultra, long',
      (picture) => (client) => client.generateUltra({ prompt, image: picture, strength: 1 }),
      '64x16385',
      '64x16384',
    ],
    ['fast, small', (picture) => (client) => client.upscaleFast({ image: picture }), '31x1024', '32x32'],
    ['fast, long', (picture) => (client) => client.upscaleFast({ image: picture }), '1537x64', '1536x64'],
    [
      'fast, many pixels',
      (picture) => (client) => client.upscaleFast({ image: picture }),
      '1025x1024',
      '1024x1024',
    ],
    [
      'creative',
      (picture) => (client) => client.upscaleCreative({ prompt, image: picture }),
      '1025x1024',
      '1024x1024',
    ],
    [
      'conservative',
      (picture) => (client) => client.upscaleConservative({ prompt, image: picture }),
      '3073x3072',
      '3072x3072',
    ],
    [
      'conservative, shape',
      (picture) => (client) => client.upscaleConservative({ prompt, image: picture }),
      '251x100',
      '250x100',
    ],
    [
      'outpaint, shape',
      (picture) => (client) => client.outpaint({ image: picture, up: 1 }),
      '100x251',
      '100x250',
    ],
    ['erase', (picture) => (client) => client.erase({ image: picture }), '9437185x64', '1000x64'],
    [
      'background',
      (picture) => (client) => client.removeBackground({ image: picture }),
      '2049x2048',
      '2048x2048',
    ],
    ['sketch', (picture) => (client) => client.controlSketch({ prompt, image: picture }), '63x63', '64x64'],
    ['3D', (picture) => (client) => client.generateFast3D({ image: picture }), '2049x2048', '2048x2048'],
  ]
  it.each(pixels)('%s: %3$s is taken, %2$s is not', async (_name, callWith, wrong, right) => {
    const picture = (size: string) => png(...(size.split('x').map(Number) as [number, number]))
    const error = { code: 'invalid_argument', param: 'image' }
    await expect(callWith(picture(wrong))(stability())).rejects.toMatchObject(error)
    expect(sim().requests).toHaveLength(0)
    await callWith(picture(right))(stability())
    // The simulator judges by the same facts, on its own.
    expect(sim().accepted).toHaveLength(1)
  })
})

describe('what passes', () => {
  it('a file as a Blob', async () => {
    const blob = { ...image, bytes: new Blob([new Uint8Array(png().bytes as Buffer)]) }
    await stability().erase({ image: blob })
    expect(sim().requests[0]?.body).toEqual({ image: { file: 'in.png', mediaType: 'image/png', size: 33 } })
    const small = { ...image, bytes: new Blob([new Uint8Array(png(8, 8).bytes as Buffer)]) }
    await expect(stability().erase({ image: small })).rejects.toMatchObject({ param: 'image' })
  })

  it('a Blob that is too large is not even read', async () => {
    const bytes = new Blob([new Uint8Array(11 * MIB)])
    bytes.arrayBuffer = () => Promise.reject(new Error('was read'))
    const call = stability().erase({ image: { ...image, bytes } })
    await expect(call).rejects.toMatchObject({ code: 'invalid_argument', param: 'image' })
  })

  it('new fields and values, on purpose and unchecked', async () => {
    sim().faults.next(
      { status: 200, body: 'picture', headers: { 'content-type': 'image/png' } },
      { times: 2 },
    )
    const unchecked = { prompt, aspect_ratio: '4:3', image, new_field: true }
    await stability().generateCore({ unchecked })
    expect(sim().requests[0]?.body).toMatchObject({
      aspect_ratio: '4:3',
      new_field: 'true',
      image: { size: 33 },
    })
    await stability().generateV1(
      { unchecked: { text_prompts, extras: { a: [1] } } },
      { engine: 'new-engine' },
    )
    expect(sim().requests[1]).toMatchObject({
      path: '/v1/generation/new-engine/text-to-image',
      body: { extras: { a: [1] } },
    })
  })

  it('fields that are undefined, as if they were not there', async () => {
    await stability().generateUltra({ prompt, image: undefined, strength: undefined, seed: undefined })
    expect(sim().requests[0]?.body).toEqual({ prompt })
  })

  it('an engine that would lead elsewhere does not', async () => {
    const call = stability().generateV1({ text_prompts }, { engine: '..' })
    await expect(call).rejects.toMatchObject({ code: 'invalid_argument' })
    await expect(stability().getResult('../../v1/user/balance')).rejects.toMatchObject({ status: 404 })
  })
})
