import { startRunwaySim, type VendorSim } from '@jointo/vendor-sim'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { RunwayClient } from '../src/index.ts'
import { account } from './conformance/account.ts'
import { generation } from './conformance/generation.ts'
import { kept } from './conformance/kept.ts'
import * as bodies from './helpers/bodies.ts'

// The client and the simulator were written from the vendor's facts apart from each other. What one of them takes the
// other must take, for every field of every model, bent in every way that comes to mind.

let sim: VendorSim
let runway: RunwayClient

beforeAll(async () => {
  sim = await startRunwaySim()
  runway = new RunwayClient({ apiKey: `key_${'a1'.repeat(64)}`, baseUrl: sim.baseUrl })
})
beforeEach(() => sim.reset())
afterAll(async () => {
  runway.close()
  await sim.close()
})

type Body = Record<string, unknown>

/** Generation through a router that is not there: the body was good. */
const NO_ROUTER = 'status 404'

/** Lengths around every limit that Runway publishes for a text. */
const LENGTHS = [
  1, 2, 3, 19, 20, 50, 51, 100, 101, 255, 256, 512, 513, 1_000, 1_001, 2_000, 2_001, 2_048, 2_049, 2_500,
  2_501, 3_000, 3_001, 3_500, 3_501, 4_000, 4_001, 5_000, 5_001, 5_500, 5_501, 6_000, 6_001, 10_000, 10_001,
  15_000, 15_001, 32_000, 32_001,
]
const NUMBERS = [
  -51, -50, -13, -12, -1, 0, 0.4, 0.5, 0.7, 1, 1.2, 1.3, 2, 2.5, 3, 4, 5, 6, 8, 9, 10, 11, 15, 16, 30, 31,
  100, 101, 4_294_967_295, 4_294_967_296,
]
const WORDS = [
  '',
  'auto',
  'nonsense',
  '1280:720',
  '720p',
  '4k',
  'high',
  '422',
  'prores',
  'hdr_prores',
  'mp4',
  'first',
]

/** The value, bent. */
function bent(value: unknown): unknown[] {
  if (typeof value === 'string') {
    const addresses = [
      'https://a.b',
      'http://example.com/a.png',
      'https://10.0.0.1/a.png',
      'data:text/plain,a',
    ]
    if (value.startsWith('https:')) return [5, null, '', ...addresses]
    // Ratios have a colon; no length makes one right.
    const texts = value.includes(':') ? [] : LENGTHS.map((length) => 'x'.repeat(length))
    return [5, null, ...WORDS, ...texts]
  }
  if (typeof value === 'number') return ['5', null, 'auto', ...NUMBERS]
  if (typeof value === 'boolean') return ['yes', null, !value]
  if (Array.isArray(value)) {
    const [first] = value
    const long = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 16, 17, 30, 31].map((count) =>
      Array(count).fill(first),
    )
    return [[], null, ...long, ...bent(first).map((item) => [item, ...value.slice(1)])]
  }
  return typeof value === 'object' && value !== null ? [null, ...variants({ ...value })] : []
}

/** The body with one field left out, added or bent. */
function variants(body: Body): Body[] {
  const added = [
    'colour',
    'seed',
    'audio',
    'references',
    'resolution',
    'outputFormat',
    'mode',
    'tag',
    'position',
  ]
  return [
    ...added.filter((name) => !(name in body)).map((name) => ({ ...body, [name]: 1 })),
    ...Object.entries(body).flatMap(([name, value]) => {
      const { [name]: _left, ...rest } = body
      return [rest, ...bent(value).map((other) => ({ ...body, [name]: other }))]
    }),
  ]
}

async function verdict(method: string, params: unknown, options?: { signal: AbortSignal }): Promise<string> {
  // A slug can be used once.
  sim.reset()
  const call: unknown = Reflect.get(runway, method)
  if (typeof call !== 'function') throw new Error(`no method ${method}`)
  try {
    await Reflect.apply(call, runway, [params, options])
    return 'taken'
  } catch (error) {
    const { code, status } = Object(error)
    return code === 'invalid_argument' ? 'refused' : `status ${status}`
  }
}

const byModel = Object.entries({
  createTextToVideo: bodies.textToVideo,
  createImageToVideo: bodies.imageToVideo,
  createVideoToVideo: bodies.videoToVideo,
  createVideoUpscale: bodies.videoUpscale,
  createTextToImage: bodies.textToImage,
  createTextToSpeech: bodies.textToSpeech,
  createSoundEffect: bodies.soundEffect,
})
const others = Object.entries({ ...generation, ...account, ...kept }).filter(
  ([method, { body }]) =>
    /^(create|generate|preview)/.test(method) &&
    body !== undefined &&
    method !== 'createUpload' &&
    byModel.every(([known]) => known !== method),
)

const rows: [method: string, body: Body][] = [
  ...byModel.flatMap(([method, list]) =>
    Object.values(list).map((body): [string, Body] => [method, Object(body)]),
  ),
  ...others.map(([method, { body }]): [string, Body] => [method, Object(body)]),
]

/** Whether the client itself takes it: a call that was given up sends nothing. */
async function passes(method: string, body: Body): Promise<boolean> {
  return (await verdict(method, body, { signal: AbortSignal.abort() })) !== 'refused'
}

/**
 * Without the lengths that lie inside a range: both sides judge a length by its limits. If theirs is another limit, they differ
 * at the client's own limit, or at the shortest or longest text there is.
 */
async function atLimits(method: string, list: Body[]): Promise<Body[]> {
  const isText = (body?: Body): boolean => /"x+"/.test(JSON.stringify(body ?? {}))
  const passed: boolean[] = []
  for (const body of list) passed.push(await passes(method, body))
  return list.filter(
    (body, index) =>
      !isText(body) ||
      [index - 1, index + 1].some((next) => !isText(list[next]) || passed[next] !== passed[index]),
  )
}

it.each(rows)('%s agrees about %o', async (method, body) => {
  expect([await passes(method, body), await passes(method, { ...body, colour: 1 })]).toEqual([true, false])
  const differences: unknown[] = []
  const verdicts = new Set<string>()
  for (const variant of [body, ...(await atLimits(method, variants(body)))]) {
    const ours = await verdict(method, variant)
    verdicts.add(ours)
    // What the client lets through has been to the simulator already.
    const theirs = ours === 'refused' ? await verdict(method, { unchecked: variant }) : ours
    const agree = ours === 'refused' ? theirs === 'status 400' : theirs === 'taken' || theirs === NO_ROUTER
    if (!agree) differences.push({ ours, theirs, variant: JSON.stringify(variant).slice(0, 300) })
  }
  expect(differences).toEqual([])
  expect(verdicts).toContain('refused')
  expect(verdicts.size).toBe(2)
})
