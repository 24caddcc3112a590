import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { startVendorSim, type VendorSims } from '@jointo/vendor-sim'
import { generateImage, generateObject, generateText, streamText, tool, transcribe } from 'ai'
import OpenAI7, { toFile } from 'openai'
import OpenAI6 from 'openai-v6'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
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

/** Without a vendor's key the mock is all that a client can be tried with. */
describe.concurrent('all that clients can say is taken', () => {
  const connection = () => ({ baseURL: `${app.current.url}/v1`, apiKey: app.current.key })
  const openai = () => new OpenAI7(connection())
  const warnedOf = async (jobId: string | null) => {
    const { rows } = await app.current.sql.query<{ warnings: { param: string }[] }>(
      'select warnings from job where id = $1',
      [jobId],
    )
    return rows[0]?.warnings.map(({ param }) => param)
  }

  test('of a picture', async () => {
    const { data, response } = await openai()
      .images.generate({
        model: 'mock/image',
        prompt: 'A kite',
        size: '64x64',
        n: 6,
        quality: 'high',
        style: 'vivid',
        background: 'transparent',
        output_format: 'jpeg',
        output_compression: 50,
        moderation: 'low',
      })
      .withResponse()
    expect(data.data).toHaveLength(6)
    expect(data.output_format).toBe('png')
    expect(await warnedOf(response.headers.get('x-job-id'))).toEqual([
      'input.quality',
      'input.style',
      'input.background',
      'provider_options.output_compression',
      'input.format',
    ])
    const jointo = createOpenAICompatible({ name: 'jointo', ...connection() })
    const six = { model: jointo.imageModel('mock/image'), prompt: 'A kite', size: '64x64', n: 6 } as const
    expect((await generateImage(six)).images).toHaveLength(6)
  })

  test('of a change', async () => {
    const { data } = await openai().images.edit({
      model: 'mock/image-edit',
      prompt: 'More wind',
      image: await toFile(PICTURE, 'kite.png', { type: 'image/png' }),
      quality: 'high',
      input_fidelity: 'high',
      background: 'opaque',
      output_format: 'webp',
      output_compression: 80,
    })
    expect(data).toHaveLength(1)
  })

  test('of speech', async () => {
    const spoken = { model: 'mock/speech', input: 'Hello', voice: 'alloy', speed: 1.5 } as const
    const reply = await openai().audio.speech.create({ ...spoken, instructions: 'Whisper.' })
    expect(isSound(new Uint8Array(await reply.arrayBuffer()))).toBe(true)
  })

  test('of a recording: words with times, and who spoke', async () => {
    const { transcriptions } = openai().audio
    const file = await toFile(recording, 'speech.wav')
    const model = 'mock/transcription'
    const words = await transcriptions.create({
      model,
      file,
      response_format: 'verbose_json',
      timestamp_granularities: ['word', 'segment'],
      temperature: 0.2,
    })
    expect(words.words?.map(({ word }) => word)).toEqual(['The', 'ferry', 'leaves', 'at', 'seven'])
    const ends = words.words?.map(({ end }) => end) ?? []
    expect(ends.at(-1)).toBeCloseTo(words.duration, 2)
    expect(ends).toEqual(ends.toSorted((a, b) => a - b))
    const spoken = { model, file, response_format: 'diarized_json', chunking_strategy: 'auto' } as const
    const segment = { type: 'transcript.text.segment', speaker: 'A', text: TEXT, start: 0 }
    expect(await transcriptions.create(spoken)).toMatchObject({ segments: [segment] })
    const probable = await transcriptions.create({ model, file, include: ['logprobs'] })
    expect(probable.text).toBe(TEXT)
    const whisper = createOpenAI(connection()).transcription(model)
    expect((await transcribe({ model: whisper, audio: recording })).text).toBe(TEXT)
  })

  test('of a chat: several answers, whole and streamed, and every count', async () => {
    const messages = [{ role: 'user' as const, content: 'Good morning!' }]
    const asked = { model: 'mock/chat', messages, n: 2 }
    const { choices, usage } = await openai().chat.completions.create(asked)
    expect(choices.map(({ index }) => index)).toEqual([0, 1])
    expect(choices[1]?.message.content).not.toBe(choices[0]?.message.content)
    expect(usage?.prompt_tokens_details?.cached_tokens).toBe(0)
    expect(usage?.completion_tokens_details?.reasoning_tokens).toBe(0)
    const said = ['', '']
    for await (const { choices: pieces } of await openai().chat.completions.create({
      ...asked,
      stream: true,
    }))
      for (const { index, delta } of pieces) said[index] += delta.content ?? ''
    expect(said).toEqual(choices.map(({ message }) => message.content))
  })

  test('of functions: their arguments fit, whole and streamed', async () => {
    const model = createOpenAICompatible({ name: 'jointo', ...connection() })('mock/chat')
    const unit = z.enum(['c', 'f'])
    const inputSchema = z.object({ city: z.string(), days: z.number().int(), unit })
    const asked = {
      model,
      prompt: 'Lisbon',
      tools: { weather: tool({ inputSchema, execute: ({ city }) => `Sunny in ${city}` }) },
      toolChoice: 'required',
    } as const
    const expected = { toolName: 'weather', input: { city: 'Lisbon', days: 1, unit: 'c' } }
    const whole = await generateText(asked)
    expect(whole.toolCalls).toEqual([expect.objectContaining(expected)])
    expect(whole.toolCalls[0]?.invalid).not.toBe(true)
    const streamed = await streamText(asked).toolCalls
    expect(streamed).toEqual([expect.objectContaining(expected)])
    expect(streamed[0]?.toolCallId).not.toBe(whole.toolCalls[0]?.toolCallId)

    const weather = { name: 'weather', parameters: z.toJSONSchema(inputSchema) }
    const wanted = {
      model: 'mock/chat',
      messages: [{ role: 'user' as const, content: 'Lisbon' }],
      tools: [{ type: 'function' as const, function: weather }],
    }
    const { choices } = await openai().chat.completions.create(wanted)
    const [call] = choices[0]?.message.tool_calls ?? []
    const given = call?.type === 'function' ? call.function.arguments : ''
    expect(inputSchema.parse(JSON.parse(given))).toEqual(expected.input)
    let pieces = ''
    for await (const chunk of await openai().chat.completions.create({ ...wanted, stream: true }))
      pieces += chunk.choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? ''
    expect(pieces).toBe(given)
  })

  test('of words that end a chat: they are not in it, nor is what would follow', async () => {
    const messages = [{ role: 'user' as const, content: 'Say hello to them' }]
    const asked = { model: 'mock/chat', messages }
    const { completions } = openai().chat
    const free = await completions.create(asked)
    const [until] = (free.choices[0]?.message.content ?? '').split('hello')
    for (const stop of ['hello', ['to them', 'hello', 'nowhere']]) {
      const { choices, usage } = await completions.create({ ...asked, stop })
      expect(choices[0]).toMatchObject({ message: { content: until }, finish_reason: 'stop' })
      expect(usage?.completion_tokens).toBeLessThan(free.usage?.completion_tokens ?? 0)
    }
    const jointo = createOpenAICompatible({ name: 'jointo', ...connection() })
    const streamed = streamText({ model: jointo('mock/chat'), messages, stopSequences: ['hello'] })
    expect(await streamed.text).toBe(until)
    expect(await streamed.finishReason).toBe('stop')
  })

  test('each completion has an id of its own, and one stream has one', async () => {
    const asked = { model: 'mock/chat', messages: [{ role: 'user' as const, content: 'Hello' }] }
    const { completions } = openai().chat
    const [one, other] = [await completions.create(asked), await completions.create(asked)]
    const ids = new Set([one.id, other.id])
    for await (const { id } of await completions.create({ ...asked, stream: true })) ids.add(id)
    expect(ids.size).toBe(3)
  })

  test.each(VECTORS)('vectors of token numbers: %s', async (model) => {
    const several = await openai().embeddings.create({ model, input: [[1, 2, 3], [4]] })
    expect(several.data).toHaveLength(2)
    expect(several.usage).toEqual({ prompt_tokens: 4, total_tokens: 4 })
    const { data, usage } = await openai().embeddings.create({ model, input: [1, 2, 3] })
    expect(data).toEqual([several.data[0]])
    expect(usage.total_tokens).toBe(3)
  })

  test.each(CHAT)('whole or streamed, a reply names the model as it is listed: %s', async (model) => {
    const asked = { model, messages: [{ role: 'user' as const, content: 'Hello' }] }
    const { completions } = openai().chat
    expect((await completions.create(asked)).model).toBe(model)
    expect((await completions.create({ ...asked, model: model.split('/')[1] ?? '' })).model).toBe(model)
    for await (const chunk of await completions.create({ ...asked, stream: true }))
      expect(chunk.model).toBe(model)
  })

  test.each(VECTORS)('vectors name the model as it is listed: %s', async (model) => {
    expect((await openai().embeddings.create({ model, input: 'a kite' })).model).toBe(model)
  })

  test('of an object with a schema', async () => {
    const jointo = createOpenAICompatible({
      name: 'jointo',
      ...connection(),
      supportsStructuredOutputs: true,
    })
    const schema = z.object({
      title: z.string(),
      steps: z.array(z.object({ minutes: z.int().min(1) })).min(2),
    })
    const { object } = await generateObject({ model: jointo('mock/chat'), prompt: 'Bread', schema })
    expect(object).toMatchObject({ title: 'Bread', steps: [{ minutes: 1 }, { minutes: 1 }] })
    const { choices } = await openai().chat.completions.create({
      model: 'mock/chat',
      messages: [{ role: 'user', content: 'Bread' }],
      response_format: { type: 'json_object' },
    })
    expect(JSON.parse(choices[0]?.message.content ?? '')).toEqual({ text: 'Bread' })
  })
})
