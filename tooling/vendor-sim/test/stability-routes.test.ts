import { imageSize } from 'image-size'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startStabilitySim, type VendorSim } from '../src/index.ts'
import { expectRefusal, picture, stabilityCalls, wav, type Fields } from './stability-calls.ts'

let sim: VendorSim
beforeAll(async () => {
  sim = await startStabilitySim({ taskSeconds: 0 })
})
afterEach(() => sim.reset())
afterAll(() => sim.close())
const { post, get } = stabilityCalls(() => sim)

const IMAGE = '/v2beta/stable-image'
const AUDIO = '/v2beta/audio'
const image = picture(200, 100)
const audio = wav(6)
const prompt = 'a lighthouse'
const seed = '7'

interface Route {
  path: string
  /** Everything required, and the bounds of the rest. */
  good: Fields
  model: string
  /** Width and height of the picture that comes. */
  size?: readonly [number, number]
  /** Tells no seed. */
  seedless?: boolean
  /** What is wrong in the place of one field (undefined: left out), and what is said of it. */
  bad: readonly (readonly [field: string, value: string | Blob | undefined, problem: RegExp])[]
}

const unknownField = ['surprise', '1', /^surprise: is not a known field$/] as const
const noImage = ['image', undefined, /^image: is required$/] as const
const noPrompt = ['prompt', undefined, /^prompt: is required and cannot be blank$/] as const

const pictures: readonly Route[] = [
  {
    path: `${IMAGE}/upscale/conservative`,
    good: { image, prompt, creativity: '0.5', seed },
    model: 'upscale-conservative',
    size: [2896, 1448],
    bad: [
      noImage,
      noPrompt,
      ['creativity', '0.1', /between 0.2 and 0.5/],
      ['style_preset', 'anime', /not a known/],
    ],
  },
  {
    path: `${IMAGE}/edit/erase`,
    good: { image, mask: image, grow_mask: '20', seed },
    model: 'erase',
    size: [200, 100],
    bad: [noImage, ['grow_mask', '21', /between 0 and 20/], ['mask', 'text', /must be a file/], unknownField],
  },
  {
    path: `${IMAGE}/edit/inpaint`,
    good: { image, prompt, grow_mask: '100', style_preset: 'anime', seed },
    model: 'inpaint',
    size: [200, 100],
    bad: [
      noImage,
      noPrompt,
      ['grow_mask', '101', /between 0 and 100/],
      ['image', picture(63, 63), /at least 64/],
    ],
  },
  {
    path: `${IMAGE}/edit/outpaint`,
    good: { image, left: '100', down: '20', creativity: '1', seed },
    model: 'outpaint',
    size: [300, 120],
    bad: [
      noImage,
      ['left', '2001', /between 0 and 2000/],
      ['left', '0.5', /must be a number/],
      ['image', picture(251, 100), /aspect ratio/],
    ],
  },
  {
    path: `${IMAGE}/edit/search-and-replace`,
    good: { image, prompt, search_prompt: 'a dog', seed },
    model: 'search-and-replace',
    size: [200, 100],
    bad: [
      noPrompt,
      ['search_prompt', undefined, /^search_prompt: is required/],
      ['grow_mask', '21', /0 and 20/],
    ],
  },
  {
    path: `${IMAGE}/edit/search-and-recolor`,
    good: { image, prompt, select_prompt: 'a dog', seed },
    model: 'search-and-recolor',
    size: [200, 100],
    bad: [
      ['select_prompt', undefined, /^select_prompt: is required/],
      ['search_prompt', 'a', /not a known field/],
    ],
  },
  {
    path: `${IMAGE}/edit/remove-background`,
    good: { image, output_format: 'png' },
    model: 'remove-background',
    size: [200, 100],
    seedless: true,
    bad: [noImage, ['output_format', 'jpeg', /png, webp$/], ['image', picture(2049, 2048), /pixel count/]],
  },
  {
    path: `${IMAGE}/control/sketch`,
    good: { image, prompt, control_strength: '0', seed },
    model: 'control-sketch',
    size: [200, 100],
    bad: [noImage, noPrompt, ['control_strength', '1.1', /between 0 and 1/]],
  },
  {
    path: `${IMAGE}/control/structure`,
    good: { image, prompt, control_strength: '1', seed },
    model: 'control-structure',
    size: [200, 100],
    bad: [noImage, noPrompt, ['control_strength', 'much', /must be a number/]],
  },
  {
    path: `${IMAGE}/control/style`,
    good: { image, prompt, aspect_ratio: '21:9', fidelity: '1', seed },
    model: 'control-style',
    size: [1536, 640],
    bad: [
      noImage,
      noPrompt,
      ['fidelity', '-1', /between 0 and 1/],
      ['control_strength', '1', /not a known field/],
    ],
  },
  {
    path: `${IMAGE}/control/style-transfer`,
    good: { init_image: image, style_image: picture(300, 100), change_strength: '0.1', seed },
    model: 'style-transfer',
    size: [200, 100],
    bad: [
      ['init_image', undefined, /^init_image: is required$/],
      ['style_image', undefined, /^style_image: is required$/],
      ['init_image', picture(300, 100), /aspect ratio/],
      ['change_strength', '0', /between 0.1 and 1/],
    ],
  },
]

const starts: readonly (Route & { status: number; results: string })[] = [
  {
    path: `${IMAGE}/edit/replace-background-and-relight`,
    good: {
      subject_image: image,
      background_prompt: prompt,
      keep_original_background: 'true',
      light_source_direction: 'left',
      light_source_strength: '1',
      seed,
    },
    model: 'replace-background-and-relight',
    status: 200,
    results: '/v2beta/results',
    bad: [
      ['subject_image', undefined, /^subject_image: is required$/],
      ['background_prompt', undefined, /background_prompt or background_reference/],
      ['light_source_direction', undefined, /^light_source_strength: needs/],
      ['light_source_direction', 'up', /left, right, above, below/],
      ['keep_original_background', 'yes', /true, false/],
    ],
  },
  ...(['text-to-audio', 'audio-to-audio', 'inpaint'] as const).map((kind) => ({
    path: `${AUDIO}/stable-audio/${kind}`,
    good: { prompt, steps: '8', duration: '2', ...(kind !== 'text-to-audio' && { audio }) },
    model: 'stable-audio-3',
    status: 202,
    results: '/v2beta/audio/results',
    bad: [
      noPrompt,
      ['steps', '9', /between 4 and 8/] as const,
      ['duration', '381', /between 1 and 380/] as const,
      unknownField,
    ],
  })),
]

const sounds: readonly Route[] = [
  {
    path: `${AUDIO}/stable-audio-2/text-to-audio`,
    good: { prompt, duration: '2', steps: '100', cfg_scale: '25', seed },
    model: 'stable-audio-2',
    bad: [
      noPrompt,
      ['steps', '8', /between 30 and 100/],
      ['duration', '191', /between 1 and 190/],
      ['audio', audio, /not a known/],
    ],
  },
  {
    path: `${AUDIO}/stable-audio-2/audio-to-audio`,
    good: { prompt, audio, duration: '2', model: 'stable-audio-2.5', steps: '4', strength: '0.01', seed },
    model: 'stable-audio-2.5',
    bad: [
      ['audio', undefined, /^audio: is required$/],
      ['audio', wav(5), /between 6 and 190 seconds long/],
      ['audio', image, /mp3 or wav/],
      ['strength', '0', /between 0.01 and 1/],
      ['steps', '30', /between 4 and 8/],
    ],
  },
  {
    path: `${AUDIO}/stable-audio-2/inpaint`,
    good: { prompt, audio, duration: '2', mask_start: '0', mask_end: '190', seed },
    model: 'stable-audio-2.5',
    bad: [
      ['mask_end', '191', /between 0 and 190/],
      ['model', 'stable-audio-2.5', /not a known field/],
      ['cfg_scale', '1', /not a known field/],
    ],
  },
]

const models: readonly Route[] = [
  {
    path: '/v2beta/3d/stable-fast-3d',
    good: { image, texture_resolution: '2048', remesh: 'quad', foreground_ratio: '0.85', vertex_count: '-1' },
    model: 'stable-fast-3d',
    bad: [
      noImage,
      ['texture_resolution', '4096', /512, 1024, 2048/],
      ['foreground_ratio', '1.3', /and 1$/],
      ['seed', '1', /not a known/],
    ],
  },
  {
    path: '/v2beta/3d/stable-point-aware-3d',
    good: {
      image,
      foreground_ratio: '1.3',
      target_type: 'face',
      target_count: '20000',
      guidance_scale: '10',
      seed,
    },
    model: 'stable-point-aware-3d',
    bad: [
      noImage,
      ['foreground_ratio', '0.85', /between 1 and 2/],
      ['target_count', '99', /between 100/],
      ['vertex_count', '1', /not a known/],
    ],
  },
]

describe('pictures at once', () => {
  test.each(pictures)('$path', async ({ path, good, model, size, seedless }) => {
    const bytes = await post(path, good, { accept: 'image/*' })
    expect(bytes.status).toBe(200)
    expect(Object.fromEntries(bytes.headers)).toMatchObject({
      'content-type': 'image/png',
      'finish-reason': 'SUCCESS',
    })
    expect(bytes.headers.get('seed')).toBe(seedless ? null : '7')
    expect(imageSize(await bytes.bytes())).toMatchObject({ width: size?.[0], height: size?.[1], type: 'png' })
    const json = await post(path, good, { accept: 'application/json' })
    expect(json.headers.get('content-type')).toBe('application/json; type=image/png')
    expect(json.headers.get('finish-reason')).toBeNull()
    const told = {
      image: expect.stringMatching(/^iVBOR/),
      finish_reason: 'SUCCESS',
      ...(!seedless && { seed: 7 }),
    }
    expect(await json.json()).toEqual(told)
    expect(sim.accepted).toMatchObject([{ route: `POST ${path}`, model }, { model }])
  })
})

describe('sounds at once', () => {
  test.each(sounds)('$path', async ({ path, good, model }) => {
    const bytes = await post(path, good, { accept: 'audio/*' })
    const headers = { 'content-type': 'audio/mpeg', 'finish-reason': 'SUCCESS', seed: '7' }
    expect(Object.fromEntries(bytes.headers)).toMatchObject(headers)
    expect((await bytes.bytes()).subarray(0, 2)).toEqual(new Uint8Array([0xff, 0xf3]))
    const json = await post(path, { ...good, output_format: 'wav' }, { accept: 'application/json' })
    expect(json.headers.get('content-type')).toBe('application/json; type=audio/wav')
    // RIFF in base64.
    expect(await json.json()).toEqual({
      audio: expect.stringMatching(/^UklGR/),
      finish_reason: 'SUCCESS',
      seed: 7,
    })
    expect(sim.accepted).toMatchObject([{ model }, { model }])
    await expectRefusal(
      post(path, good, { accept: 'image/*' }),
      400,
      'bad_request',
      'accept: must be one of audio/*, application/json',
    )
  })
})

describe('models', () => {
  test.each(models)('$path', async ({ path, good, model }) => {
    const reply = await post(path, good)
    expect(reply.headers.get('content-type')).toBe('model/gltf-binary')
    expect(reply.headers.get('finish-reason')).toBeNull()
    expect(reply.headers.get('seed')).toBeNull()
    const glb = Buffer.from(await reply.bytes())
    expect(glb.toString('latin1', 0, 4)).toBe('glTF')
    expect(glb.readUInt32LE(4)).toBe(2)
    expect(glb.readUInt32LE(8)).toBe(glb.length)
    const jsonLength = glb.readUInt32LE(12)
    const document: unknown = JSON.parse(glb.toString('utf8', 20, 20 + jsonLength))
    expect(document).toMatchObject({ asset: { version: '2.0' }, buffers: [{ byteLength: 72 }] })
    expect(glb.readUInt32LE(20 + jsonLength)).toBe(72)
    expect(sim.accepted).toMatchObject([{ model }])
  })
})

describe('work that goes on', () => {
  test.each(starts)('$path', async ({ path, good, model, status, results }) => {
    sim.faults.next({ task: { statuses: ['in-progress'] } })
    const reply = await post(path, good)
    expect(reply.status).toBe(status)
    const { id } = (await reply.json()) as { id: string }
    expect(id).toMatch(/^[0-9a-f]{64}$/)
    expect(sim.accepted).toMatchObject([{ model, id }])
    const pending = await get(`${results}/${id}`)
    expect(pending.status).toBe(202)
    expect(await pending.json()).toEqual({ id, status: 'in-progress' })
    const done = await get(`${results}/${id}`)
    expect(done.status).toBe(200)
    const isSound = results.includes('audio')
    expect(done.headers.get('content-type')).toBe(isSound ? 'audio/mpeg' : 'image/png')
    // Sounds of this model were seen to say neither.
    expect(done.headers.get('finish-reason')).toBe(isSound ? null : 'SUCCESS')
    expect(done.headers.has('seed')).toBe(!isSound)
    const other = isSound ? '/v2beta/results' : '/v2beta/audio/results'
    await expectRefusal(get(`${other}/${id}`), 404, 'not_found')
    await expectRefusal(get(`${results}/${id}`, { key: 'another' }), 404, 'not_found')
  })
})

const all = [...pictures, ...sounds, ...models, ...starts]
const wrong = all.flatMap(({ path, good, bad }) =>
  bad.map(([field, value, problem]) => ({ path, good, field, value, problem })),
)

describe('what is refused', () => {
  test.each(wrong)('$path: $field $problem', async ({ path, good, field, value, problem }) => {
    const fields: Fields = { ...good }
    if (value === undefined) delete fields[field]
    else fields[field] = value
    await expectRefusal(post(path, fields), 400, 'bad_request', expect.stringMatching(problem))
    expect(sim.accepted).toHaveLength(0)
  })

  test.each(all)('$path: keys and accounts, after the fields', async ({ path, good }) => {
    await expectRefusal(post(path, { surprise: '1' }, { key: 'wrong' }), 400, 'bad_request')
    await expectRefusal(post(path, good, { key: 'wrong' }), 401, 'unauthorized')
    await expectRefusal(post(path, good, { key: 'broke' }), 402, 'payment_required')
    sim.faults.next('refuse')
    await expectRefusal(post(path, good), 403, 'content_moderation')
    sim.faults.next({ status: 429 })
    await expectRefusal(post(path, good), 429, 'rate_limit_exceeded')
    expect(sim.accepted).toHaveLength(0)
  })

  const large = (bytes: number) => new Blob([new Uint8Array(bytes)])
  test.each([
    [`${IMAGE}/edit/erase`, 'image', 10 * 1024 * 1024],
    ['/v2beta/3d/stable-fast-3d', 'image', 10 * 1024 * 1024],
    [`${AUDIO}/stable-audio-2/audio-to-audio`, 'audio', 50_000_000],
    [`${AUDIO}/stable-audio/inpaint`, 'audio', 100_000_000],
  ])('%s: a request above its limit', async (path, field, bytes) => {
    await expectRefusal(
      post(path, { prompt, [field]: large(bytes) }),
      413,
      'payload_too_large',
      expect.any(String),
    )
  })

  test('outpainting by nothing', async () => {
    const fields = { image, left: '0', right: '0', up: '0', down: '0' }
    await expectRefusal(
      post(`${IMAGE}/edit/outpaint`, fields),
      400,
      'bad_request',
      expect.stringMatching(/^left: at least one/),
    )
  })
})
