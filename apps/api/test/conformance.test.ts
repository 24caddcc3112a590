import { startVendorSim, type VendorSims } from '@jointo/vendor-sim'
import OpenAI7 from 'openai'
import OpenAI6 from 'openai-v6'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aiSdkDriver } from './conformance/ai-sdk-driver.ts'
import { curlDriver, missingCurl } from './conformance/curl-driver.ts'
import type { Connection, Driver, ImageCall } from './conformance/driver.ts'
import { openaiDriver } from './conformance/openai-driver.ts'
import { png } from './helpers/png.ts'
import { sharedApp } from './helpers/shared-app.ts'

/** Clients as they come from the registry, told a base URL and a key and nothing else, over the mock and all three vendors. */
let vendors: VendorSims
beforeAll(async () => {
  vendors = await startVendorSim()
})
afterAll(() => vendors.close())
const app = sharedApp(() => ({
  environment: {
    AIHUBMIX_API_KEY: 'sk-good',
    AIHUBMIX_BASE_URL: vendors.aihubmix.baseUrl,
    STABILITY_API_KEY: 'sk-good',
    STABILITY_BASE_URL: vendors.stability.baseUrl,
    RUNWAYML_API_SECRET: 'key_good',
    RUNWAYML_BASE_URL: vendors.runway.baseUrl,
  },
}))

const IMAGES: Omit<ImageCall, 'prompt'>[] = [
  { model: 'mock/image', size: '64x64', n: 2 },
  { model: 'stability/core' },
  { model: 'aihubmix/gpt-image-2', quality: 'low' },
  { model: 'runway/muse_image' },
]
const EDITS = [
  { model: 'mock/image-edit', several: true, masked: true },
  { model: 'stability/inpaint', several: false, masked: true },
  { model: 'runway/gen4_image', several: true, masked: false },
]
const SPEECH = ['mock/speech', 'aihubmix/tts-1', 'runway/eleven_multilingual_v2']
const HEARING = [
  { model: 'mock/transcription', translator: 'mock/translation' },
  // By its bare name, for which the AI SDK asks for time stamps.
  { model: 'whisper-1', translator: 'whisper-1' },
]
const VIDEOS = [
  { model: 'mock/video', seconds: 1 },
  { model: 'runway/gen4.5', seconds: 2 },
]
const CHAT = ['mock/chat', 'aihubmix/gpt-5-nano']
const VECTORS = ['mock/embedding', 'aihubmix/text-embedding-3-small']

const PICTURE = png(64, 64)
const TEXT = 'The ferry leaves at seven.'
let recording: Uint8Array
beforeAll(async () => {
  const json = { model: 'mock/speech', input: TEXT }
  recording = await (await app.current.call('/v1/audio/speech', { json })).bytes()
})

interface Client {
  name: string
  connect: (connection: Connection) => Driver
  /** Over the mock and one vendor of each kind, in place of all. */
  few?: boolean
  missing?: string | undefined
}

const CLIENTS: Client[] = [
  { name: 'openai 6', connect: openaiDriver((options) => new OpenAI6(options)), few: true },
  { name: 'openai 7', connect: openaiDriver((options) => new OpenAI7(options)) },
  { name: 'AI SDK 7', connect: aiSdkDriver, few: true },
  { name: 'curl', connect: curlDriver, few: true, missing: missingCurl() },
]

const isPicture = (bytes: Uint8Array) => /^(\x89PNG|\xff\xd8|RIFF)/.test(head(bytes))
const isSound = (bytes: Uint8Array) => /^(RIFF|ID3|\xff[\xe0-\xff])/.test(head(bytes))
const head = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 4)).toString('latin1')

for (const { name, connect, few = false, missing } of CLIENTS) {
  const driver = (key = app.current.key) => connect({ baseURL: `${app.current.url}/v1`, apiKey: key })
  const some = <T>(rows: T[]): T[] => (few ? rows.slice(0, 2) : rows)
  const title = missing === undefined ? name : `${name} (skipped: ${missing})`

  describe.skipIf(missing !== undefined).concurrent(title, () => {
    test.each(some(IMAGES))('image: $model', async (call) => {
      const pictures = await driver().image({ ...call, prompt: `A kite for ${name}` })
      expect(pictures.map(isPicture)).toEqual(Array(call.n ?? 1).fill(true))
    })

    test.each(some(EDITS))('edit: $model', async ({ model, several, masked }) => {
      const pictures = await driver().edit({
        model,
        prompt: 'More wind in it',
        pictures: several ? [PICTURE, PICTURE] : [PICTURE],
        ...(masked ? { mask: PICTURE } : {}),
      })
      expect(pictures.map(isPicture)).toEqual([true])
    })

    test.each(some(SPEECH))('speech: %s', async (model) => {
      expect(isSound(await driver().speech({ model, text: TEXT }))).toBe(true)
    })

    test.each(HEARING)('transcription: $model', async ({ model }) => {
      const heard = await driver().transcribe({ model, recording })
      if (model.startsWith('mock/')) expect(heard).toBe(TEXT)
      else expect(heard).toMatch(/\w/)
    })

    test.for(HEARING)('translation: $translator', async ({ translator: model }, { skip }) => {
      const heard = await driver().translate?.({ model, recording })
      if (heard === undefined) return skip(`${name} does not translate speech`)
      expect(heard).toMatch(/\w/)
    })

    test.for(some(VIDEOS))('video: $model', async ({ model, seconds }, { skip }) => {
      const film = await driver().video?.({ model, prompt: 'A kite', seconds })
      if (film === undefined) return skip(`${name} makes no videos`)
      expect(Buffer.from(film.subarray(4, 8)).toString()).toBe('ftyp')
    })

    test.each(CHAT)('chat, with a picture and streamed: %s', async (model) => {
      const client = driver()
      const said = { text: expect.stringContaining(TEXT), finish: 'stop', tokens: expect.any(Number) }
      for (const reply of [
        await client.chat({ model, text: TEXT }),
        await client.chat({ model, text: TEXT, picture: PICTURE }),
        await client.stream({ model, text: TEXT }),
      ]) {
        expect(reply).toEqual(said)
        expect(reply.tokens).toBeGreaterThan(0)
      }
    })

    test.each(CHAT)('a function is called: %s', async (model) => {
      expect(await driver().tools({ model, text: '{"city":"Lisbon"}' })).toEqual({
        name: 'weather',
        input: { city: 'Lisbon' },
        finish: 'tool_calls',
      })
    })

    test.each(VECTORS)('vectors, in both encodings: %s', async (model) => {
      const texts = ['a kite', 'the law of taxes']
      const [packed, plain] = await Promise.all(
        (['base64', 'float'] as const).map((encoding) => driver().embed({ model, texts, encoding })),
      )
      expect(packed).toHaveLength(2)
      expect(packed?.[0]?.length).toBeGreaterThan(100)
      packed?.[1]?.forEach((value, at) => expect(value).toBeCloseTo(plain?.[1]?.[at] ?? Number.NaN, 5))
      expect(packed?.[0]).not.toEqual(packed?.[1])
    })

    test('models', async ({ skip }) => {
      const ids = await driver().models?.()
      if (ids === undefined) return skip(`${name} does not list models`)
      expect(ids).toEqual(expect.arrayContaining(['mock/image', 'runway/gen4.5']))
    })

    const picture = { model: 'mock/image', prompt: 'A kite', size: '64x64' } as const
    test.each([
      [401, 'invalid_api_key', async () => driver('jt_live_wrong').image(picture)],
      [
        402,
        'insufficient_credits',
        async () => driver((await app.current.newAccount('0')).key).image(picture),
      ],
      [404, 'model_not_found', async () => driver().image({ ...picture, model: 'mock/imagge' })],
      [400, 'invalid_request', async () => driver().image({ ...picture, size: '12x12' })],
      [422, 'content_refused', async () => driver().image({ ...picture, prompt: '[[refuse]] A kite' })],
      [
        422,
        'content_refused',
        async () => driver().image({ model: 'stability/core', prompt: '[[refuse]] it' }),
      ],
      [401, 'invalid_api_key', async () => driver('jt_live_wrong').chat({ model: 'mock/chat', text: TEXT })],
      [422, 'content_refused', async () => driver().chat({ model: 'mock/chat', text: '[[refuse]] it' })],
    ])('error %i %s', async (status, code, call) => {
      const error: unknown = await call().catch((reason: unknown) => reason)
      expect(driver().readError(error)).toEqual({ status, code, message: expect.stringMatching(/\w/) })
    })
  })
}
