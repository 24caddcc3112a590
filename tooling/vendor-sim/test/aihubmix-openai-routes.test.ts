import OpenAI, { toFile, type Uploadable } from 'openai'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startAIHubMixSim, type VendorSim } from '../src/index.ts'
import { collect } from './collect.ts'

let sim: VendorSim
let openai: OpenAI
beforeAll(async () => {
  sim = await startAIHubMixSim({ taskSeconds: 0 })
  openai = new OpenAI({ apiKey: 'good-key', baseURL: sim.baseUrl, maxRetries: 0 })
})
afterEach(() => sim.reset())
afterAll(() => sim.close())

const sound = (): Promise<Uploadable> => toFile(Buffer.alloc(100), 'talk.mp3')
const picture = (): Promise<Uploadable> => toFile(Buffer.alloc(100), 'a.png', { type: 'image/png' })
const messages = [{ role: 'user' as const, content: 'hi' }]
const newVideo = (model = 'sora-2'): Promise<OpenAI.Videos.Video> =>
  openai.videos.create({ model, prompt: 'waves' })

interface Row {
  route: string
  /** What the SDK makes of the answer. */
  call: () => Promise<unknown>
  expected: unknown
  /** Paid work taken on. Default 1. */
  accepted?: number
}

const rows: Row[] = [
  {
    route: 'POST /v1/chat/completions',
    call: () => openai.chat.completions.create({ model: 'gpt-5-mini', messages }),
    expected: { choices: [{ message: { content: 'You said: hi' } }] },
  },
  {
    route: 'POST /v1/chat/completions',
    call: async () =>
      (await collect(await openai.chat.completions.create({ model: 'gpt-5', messages, stream: true })))
        .length,
    expected: 4,
  },
  {
    route: 'POST /v1/responses',
    call: () => openai.responses.create({ model: 'gpt-5', input: 'hi' }),
    expected: { status: 'completed', output_text: 'You said: hi', usage: { total_tokens: 4 } },
  },
  {
    route: 'POST /v1/responses',
    call: () => openai.responses.create({ model: 'gpt-5', input: [{ role: 'user', content: 'hello' }] }),
    expected: { output_text: 'You said: hello' },
  },
  {
    route: 'POST /v1/responses',
    call: () => openai.responses.stream({ model: 'gpt-5', input: 'hi' }).finalResponse(),
    expected: { status: 'completed', output_text: 'You said: hi' },
  },
  {
    route: 'POST /v1/completions',
    call: () => openai.completions.create({ model: 'gpt-4.1', prompt: 'one' }),
    expected: { choices: [{ text: ' and so on: one', finish_reason: 'stop' }], usage: { prompt_tokens: 1 } },
  },
  {
    route: 'POST /v1/completions',
    call: async () => {
      const stream = await openai.completions.create({ model: 'gpt-4.1', prompt: 'one', stream: true })
      return (await collect(stream)).map(({ choices }) => choices[0]?.text).join('')
    },
    expected: ' and so on: one',
  },
  {
    route: 'POST /v1/embeddings',
    call: () => openai.embeddings.create({ model: 'text-embedding-3-large', input: 'a', dimensions: 8 }),
    expected: { data: [{ embedding: { length: 8 } }] },
  },
  {
    route: 'POST /v1/moderations',
    call: () => openai.moderations.create({ model: 'omni-moderation-latest', input: ['fine', '[[refuse]]'] }),
    expected: { results: [{ flagged: false }, { flagged: true, categories: { violence: true } }] },
  },
  {
    route: 'POST /v1/images/generations',
    call: () => openai.images.generate({ model: 'gpt-image-2', prompt: 'a', n: 2 }),
    expected: { data: [{ b64_json: expect.any(String) }, {}] },
  },
  {
    route: 'POST /v1/images/edits',
    call: async () =>
      openai.images.edit({
        model: 'gpt-image-2',
        prompt: 'a',
        image: [await picture(), await picture()],
        mask: await picture(),
      }),
    expected: { data: [{ b64_json: expect.any(String) }] },
  },
  {
    route: 'POST /v1/audio/speech',
    call: async () =>
      (
        await openai.audio.speech.create({ model: 'gpt-4o-mini-tts', voice: 'nova', input: 'hi' })
      ).headers.get('content-type'),
    expected: 'audio/mpeg',
  },
  {
    route: 'POST /v1/audio/speech',
    call: async () => {
      const speech = { model: 'gpt-4o-mini-tts', voice: 'nova', input: 'hi', stream_format: 'sse' } as const
      return (await (await openai.audio.speech.create(speech)).text()).match(/speech\.audio\.\w+/g)
    },
    expected: ['speech.audio.delta', 'speech.audio.delta', 'speech.audio.done'],
  },
  {
    route: 'POST /v1/audio/transcriptions',
    call: async () =>
      openai.audio.transcriptions.create({
        model: 'whisper-1',
        file: await sound(),
        response_format: 'verbose_json',
        timestamp_granularities: ['word', 'segment'],
      }),
    expected: { task: 'transcribe', words: expect.any(Array), segments: [{ id: 0 }] },
  },
  {
    route: 'POST /v1/audio/transcriptions',
    call: async () =>
      openai.audio.transcriptions.create({
        model: 'gpt-4o-transcribe-diarize',
        file: await sound(),
        response_format: 'diarized_json',
        chunking_strategy: { type: 'server_vad', threshold: 0.5 },
      }),
    expected: { segments: [{ speaker: 'A', type: 'transcript.text.segment' }] },
  },
  {
    route: 'POST /v1/audio/transcriptions',
    call: async () =>
      openai.audio.transcriptions.create({
        model: 'gpt-4o-transcribe',
        file: await sound(),
        include: ['logprobs'],
      }),
    expected: { logprobs: expect.arrayContaining([expect.objectContaining({ token: 'This' })]) },
  },
  {
    route: 'POST /v1/audio/transcriptions',
    call: async () => {
      const stream = await openai.audio.transcriptions.create({
        model: 'gpt-4o-mini-transcribe',
        file: await sound(),
        stream: true,
      })
      return (await collect(stream)).at(-1)
    },
    expected: { type: 'transcript.text.done', text: expect.stringContaining('simulator') },
  },
  {
    route: 'POST /v1/audio/translations',
    call: async () => openai.audio.translations.create({ model: 'whisper-1', file: await sound() }),
    expected: { text: expect.stringContaining('simulator') },
  },
  {
    route: 'POST /v1/audio/translations',
    call: async () =>
      openai.audio.translations.create({
        model: 'whisper-1',
        file: await sound(),
        response_format: 'verbose_json',
      }),
    expected: { task: 'translate', language: 'english', segments: [{ id: 0 }] },
  },
  {
    route: 'POST /v1/videos',
    call: async () =>
      openai.videos.create({
        model: 'sora-2',
        prompt: 'waves',
        seconds: '8',
        input_reference: await picture(),
      }),
    expected: { object: 'video', seconds: '8', remixed_from_video_id: null },
  },
  {
    route: 'GET /v1/videos/',
    call: async () => openai.videos.retrieve((await newVideo()).id),
    expected: { status: 'completed', progress: 100 },
  },
  {
    route: 'GET /v1/videos/',
    call: async () => {
      const { id } = await newVideo()
      return (await openai.videos.downloadContent(id, { variant: 'thumbnail' })).headers.get('content-type')
    },
    expected: 'image/webp',
  },
  {
    route: 'POST /v1/videos/',
    call: async () => openai.videos.remix((await newVideo()).id, { prompt: 'by night' }),
    expected: { prompt: 'by night', remixed_from_video_id: expect.stringMatching(/^video_/) },
    accepted: 2,
  },
  {
    route: 'GET /v1/videos',
    call: async () => {
      const [first, second] = [await newVideo(), await newVideo('sora-2-pro')]
      const ids = (await collect(await openai.videos.list({ limit: 1 }))).map(({ id }) => id)
      return [ids.indexOf(second.id), ids.indexOf(first.id)]
    },
    expected: [0, 1],
    accepted: 2,
  },
  {
    route: 'DELETE /v1/videos/',
    call: async () => openai.videos.delete((await newVideo()).id),
    expected: { object: 'video.deleted', deleted: true },
  },
  {
    route: 'GET /v1/models',
    call: async () => (await collect(await openai.models.list())).map(({ id }) => id),
    expected: expect.arrayContaining(['gpt-image-2', 'jina-reranker-v3', 'minimax-h3']),
    accepted: 0,
  },
]

test.each(rows.map((row, index) => [`${index + 1}. ${row.route}`, row] as const))(
  'the SDK understands %s',
  async (_title, { route, call, expected, accepted = 1 }) => {
    const got = await call()
    if (typeof expected === 'object' && expected !== null) expect(got).toMatchObject(expected)
    else expect(got).toEqual(expected)
    const last = sim.requests.at(-1)
    expect(`${last?.method} ${last?.path}`).toContain(route)
    expect(sim.accepted).toHaveLength(accepted)
  },
)

test('a response that fails tells so in its stream', async () => {
  const stream = openai.responses.stream({ model: 'gpt-5', input: '[[fail]]' })
  const types: string[] = []
  const reading = (async () => {
    for await (const event of stream) types.push(event.type)
  })()
  await reading.catch(() => undefined)
  expect(types.at(-1)).toBe('response.failed')
})
