import { imageSize } from 'image-size'
import OpenAI, {
  APIError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  PermissionDeniedError,
  RateLimitError,
  toFile,
} from 'openai'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startAIHubMixSim, type VendorSim } from '../src/index.ts'
import { collect } from './collect.ts'
import { readVideo } from './read-boxes.ts'

let sim: VendorSim
beforeAll(async () => {
  sim = await startAIHubMixSim({ taskSeconds: 0.1 })
})
afterEach(() => sim.reset())
afterAll(() => sim.close())

function client(apiKey = 'good-key', maxRetries = 0): OpenAI {
  return new OpenAI({ apiKey, baseURL: sim.baseUrl, maxRetries })
}

const messages = [{ role: 'user' as const, content: 'Good morning' }]

test('chat', async () => {
  const reply = await client().chat.completions.create({ model: 'gpt-5-mini', messages })
  expect(reply.choices[0]?.message.content).toBe('You said: Good morning')
  expect(reply.choices[0]?.finish_reason).toBe('stop')
  expect(reply.usage?.total_tokens).toBeGreaterThan(0)
  expect(reply._request_id).toMatch(/^[0-9a-f]+$/)
})

test('streamed chat, with usage in the last chunk', async () => {
  const stream = await client().chat.completions.create({
    model: 'claude-sonnet-5',
    messages,
    stream: true,
    stream_options: { include_usage: true },
  })
  const chunks = await collect(stream)
  expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('You said: Good morning')
  expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop')
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 7 } })
})

test('streamed chat without usage has no usage', async () => {
  const stream = await client().chat.completions.create({ model: 'gpt-5', messages, stream: true })
  const chunks = await collect(stream)
  expect(chunks.some((chunk) => chunk.usage)).toBe(false)
})

test('a stream that breaks down tells so inside', async () => {
  const stream = await client().chat.completions.create({
    model: 'gpt-5',
    messages: [{ role: 'user', content: '[[fail]]' }],
    stream: true,
  })
  await expect(collect(stream)).rejects.toThrow(APIError)
})

test('tools are called with what the user wrote, and answered', async () => {
  const tools = [{ type: 'function' as const, function: { name: 'weather', parameters: {} } }]
  const question = { role: 'user' as const, content: '{"city":"Oslo"}' }
  const call = await client().chat.completions.create({ model: 'gpt-4o', messages: [question], tools })
  const message = call.choices[0]?.message
  expect(call.choices[0]?.finish_reason).toBe('tool_calls')
  expect(message?.tool_calls?.[0]).toMatchObject({
    function: { name: 'weather', arguments: '{"city":"Oslo"}' },
  })
  if (!message) throw new Error('no message')
  const answer = { role: 'tool' as const, tool_call_id: message.tool_calls?.[0]?.id ?? '', content: 'rain' }
  const end = await client().chat.completions.create({
    model: 'gpt-4o',
    messages: [question, message, answer],
    tools,
  })
  expect(end.choices[0]?.message.content).toBe('The tool said: rain')
})

test('tool calls stream in pieces', async () => {
  const stream = client().chat.completions.stream({
    model: 'gpt-4o',
    messages,
    tools: [{ type: 'function', function: { name: 'echo', parameters: {} } }],
  })
  const message = await stream.finalMessage()
  expect(message.tool_calls?.[0]).toMatchObject({ function: { arguments: '{"echo":"Good morning"}' } })
})

test('images have the asked size', async () => {
  const reply = await client().images.generate({
    model: 'gpt-image-2',
    prompt: 'a cat',
    size: '1536x1024',
    quality: 'low',
  })
  const bytes = Buffer.from(reply.data?.[0]?.b64_json ?? '', 'base64')
  expect(imageSize(bytes)).toMatchObject({ width: 1536, height: 1024, type: 'png' })
  expect(reply).toMatchObject({ size: '1536x1024', quality: 'low', usage: { output_tokens: 294 } })
})

test('image edits, with one image and with two', async () => {
  const picture = await client().images.generate({ model: 'gpt-image-2', prompt: 'a cat' })
  const bytes = Buffer.from(picture.data?.[0]?.b64_json ?? '', 'base64')
  const file = await toFile(bytes, 'cat.png', { type: 'image/png' })
  const one = await client().images.edit({ model: 'gpt-image-2', prompt: 'a red cat', image: file })
  const two = await client().images.edit({
    model: 'gpt-image-2',
    prompt: 'two cats',
    image: [file, file],
    n: 2,
  })
  expect(one.usage?.input_tokens_details.image_tokens).toBe(1024)
  expect(two.usage?.input_tokens_details.image_tokens).toBe(2048)
  expect(two.data).toHaveLength(2)
})

test('video: create, look again, download, delete', async () => {
  const { videos } = client()
  const created = await videos.create({ model: 'sora-2', prompt: 'waves', seconds: '4', size: '720x1280' })
  expect(created).toMatchObject({
    object: 'video',
    status: 'queued',
    seconds: '4',
    size: '720x1280',
    error: null,
  })
  const finished = expect.poll(async () => (await videos.retrieve(created.id)).status, { timeout: 10_000 })
  await finished.toBe('completed')
  const content = await videos.downloadContent(created.id)
  expect(content.headers.get('content-type')).toBe('video/mp4')
  expect(readVideo(await content.bytes())).toEqual({ seconds: 4, width: 720, height: 1280 })
  expect(await videos.delete(created.id)).toEqual({ id: created.id, object: 'video.deleted', deleted: true })
  await expect(videos.retrieve(created.id)).rejects.toMatchObject({ status: 404 })
})

test('a video has no content before it is done', async () => {
  sim.faults.next({ task: { seconds: 60 } })
  const { id } = await client().videos.create({ model: 'sora-2', prompt: 'waves' })
  await expect(client().videos.downloadContent(id)).rejects.toThrow(BadRequestError)
})

test('speech in every format', async () => {
  for (const response_format of ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'] as const) {
    const speech = await client().audio.speech.create({
      model: 'tts-1',
      voice: 'nova',
      input: 'Hello',
      response_format,
    })
    expect(speech.headers.get('content-type')).toMatch(/^audio\//)
    expect((await speech.arrayBuffer()).byteLength).toBeGreaterThan(70)
  }
})

test('transcriptions', async () => {
  const file = await toFile(Buffer.alloc(100), 'talk.mp3')
  const { transcriptions } = client().audio
  const plain = await transcriptions.create({ model: 'gpt-4o-mini-transcribe', file })
  expect(plain.text).toContain('simulator')
  const verbose = await transcriptions.create({ model: 'whisper-1', file, response_format: 'verbose_json' })
  expect(verbose).toMatchObject({ duration: 2, segments: [{ start: 0, end: 2 }] })
  const subtitles = await transcriptions.create({ model: 'whisper-1', file, response_format: 'srt' })
  expect(subtitles).toContain('00:00:00,000 --> 00:00:02,000')
})

test('embeddings come out the same as floats and as base64', async () => {
  const request = { model: 'text-embedding-3-small', input: ['one', 'two'] }
  const asked = await client().embeddings.create(request)
  const floats = await client().embeddings.create({ ...request, encoding_format: 'float' })
  expect(asked.data.map((item) => item.embedding.length)).toEqual([1536, 1536])
  expect(asked.data[0]?.embedding).toEqual(floats.data[0]?.embedding)
  expect(asked.data[0]?.embedding).not.toEqual(asked.data[1]?.embedding)
  expect(sim.requests[0]?.body).toMatchObject({ encoding_format: 'base64' })
})

test('models are listed for any key', async () => {
  const models = await collect(client('wrong').models.list())
  expect(models.map((model) => model.id)).toEqual(expect.arrayContaining(['gpt-5', 'wan2.6-t2v']))
})

test('errors come out as the classes the SDK has for them', async () => {
  const ask = (api: OpenAI, model = 'gpt-5'): Promise<unknown> =>
    api.chat.completions.create({ model, messages })
  await expect(ask(client('wrong-key'))).rejects.toThrow(AuthenticationError)
  await expect(ask(client('broke-key'))).rejects.toThrow(PermissionDeniedError)
  await expect(ask(client('broke-key'))).rejects.toMatchObject({ code: 'insufficient_user_quota' })
  await expect(ask(client(), 'gpt-99')).rejects.toThrow(InternalServerError)
  await expect(ask(client(), 'gpt-99')).rejects.toMatchObject({ status: 503, type: 'Aihubmix_api_error' })
  await expect(
    client().chat.completions.create({ model: 'gpt-5', messages, max_tokens: 5 }),
  ).rejects.toMatchObject({ status: 400, code: 'unsupported_parameter', param: 'max_tokens' })
  expect(sim.accepted).toHaveLength(0)
})

test('a 429 is waited out and tried again, and told when it stays', async () => {
  sim.faults.next({ status: 429, headers: { 'retry-after-ms': '5' } })
  const reply = await client('good-key', 1).chat.completions.create({ model: 'gpt-5', messages })
  expect(reply.choices).toHaveLength(1)
  expect(sim.requests.map((request) => request.status)).toEqual([429, 200])
  sim.faults.next({ status: 429 })
  await expect(client().chat.completions.create({ model: 'gpt-5', messages })).rejects.toThrow(RateLimitError)
})
