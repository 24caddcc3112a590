import { isHTTPClientError } from '@jointo/http-base'
import { startAIHubMixSim, type Fault, type VendorSim } from '@jointo/vendor-sim'
import { buffer } from 'node:stream/consumers'
import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AIHubMixClient, type ChatCompletionChunk } from '../src/index.ts'

const apiKey = 'sk-test1234567890'
let sim: VendorSim
let aihubmix: AIHubMixClient

beforeAll(async () => {
  sim = await startAIHubMixSim()
  aihubmix = new AIHubMixClient({ apiKey, baseUrl: sim.baseUrl, retry: { baseDelayMs: 1 }, appCode: 'CODE1' })
})
beforeEach(() => sim.reset())
afterAll(async () => {
  aihubmix.close()
  await sim.close()
})

const image = { model: 'gpt-image-2', prompt: 'a kite', size: '1024x1024', quality: 'low' } as const
const messages = [{ role: 'user', content: 'Good morning' }]
const video = { model: 'wan2.6-t2v', prompt: 'a kite', seconds: 2, size: '1280x720' }

describe('AIHubMixClient media', () => {
  it('makes pictures', async () => {
    const { data, usage } = await aihubmix.generateImage(image)
    expect(Buffer.from(data[0]?.b64_json ?? '', 'base64').toString('latin1', 1, 4)).toBe('PNG')
    expect(usage?.output_tokens).toBeGreaterThan(0)
    expect(sim.requests[0]).toMatchObject({
      path: '/v1/images/generations',
      body: image,
      headers: { authorization: `Bearer ${apiKey}`, 'app-code': 'CODE1' },
    })
  })

  it('edits pictures', async () => {
    const source = Buffer.from((await aihubmix.generateImage(image)).data[0]?.b64_json ?? '', 'base64')
    const file = { bytes: source, filename: 'kite.png', mediaType: 'image/png' }
    const { data } = await aihubmix.editImage({ model: 'gpt-image-2', prompt: 'now red', images: [file] })
    expect(data[0]?.b64_json).toBeTypeOf('string')
    expect(sim.requests[1]).toMatchObject({ path: '/v1/images/edits', body: { image: { file: 'kite.png' } } })
  })

  it('speaks, with the type that was asked for, and hears', async () => {
    const speech = await aihubmix.generateSpeech({
      model: 'tts-1',
      input: 'Good morning',
      voice: 'nova',
      response_format: 'wav',
    })
    expect(speech.mediaType).toBe('audio/wav')
    expect(Buffer.from(speech.bytes).toString('latin1', 0, 4)).toBe('RIFF')
    const file = { bytes: speech.bytes, filename: 'morning.wav', mediaType: 'audio/wav' }
    const heard = await aihubmix.transcribeAudio({
      model: 'whisper-1',
      file,
      response_format: 'verbose_json',
    })
    expect(heard).toMatchObject({ duration: 2, segments: [{ start: 0 }] })
    const subtitles = await aihubmix.transcribeAudio({ model: 'whisper-1', file, response_format: 'srt' })
    expect(subtitles.text).toContain('-->')
  })

  it('starts, waits for, downloads and deletes a video with an awkward id', async () => {
    const { id } = await aihubmix.generateVideo(video)
    expect(id).toMatch(/=$/)
    const seen: number[] = []
    const done = await aihubmix.waitForVideoCompletion(id, {
      pollIntervalMs: 60,
      onProgress: (progress) => seen.push(progress),
    })
    expect(done).toMatchObject({ status: 'completed', seconds: 2 })
    expect(seen.every((progress) => progress >= 0 && progress <= 1)).toBe(true)
    const download = await aihubmix.downloadVideo(id)
    expect((await buffer(download.stream)).toString('latin1', 4, 8)).toBe('ftyp')
    await aihubmix.deleteVideo(id)
    await expect(aihubmix.getVideoStatus(id)).rejects.toMatchObject({ status: 404, disposition: 'rejected' })
    expect(sim.accepted).toHaveLength(1)
  })

  it('keeps an id of 1 KiB whole on its way', async () => {
    const id = `${'a+/'.repeat(340)}ab==`
    expect(id).toHaveLength(1_024)
    sim.faults.next({ status: 200, body: { id, status: 'queued' } }, { times: 2 })
    const started = await aihubmix.generateVideo(video)
    expect(await aihubmix.getVideoStatus(started.id)).toMatchObject({ id, status: 'pending' })
    expect(sim.requests[1]?.path).toBe(`/v1/videos/${encodeURIComponent(id)}`)
  })

  it('tells why a video failed, and forgives a look that fails', async () => {
    sim.faults.next({ task: { seconds: 0, failure: 'No.', failureCode: 'moderation_blocked' } })
    const { id } = await aihubmix.generateVideo(video)
    sim.faults.next({ status: 404 }, { method: 'GET' })
    const waiting = aihubmix.waitForVideoCompletion(id, { pollIntervalMs: 30 })
    await expect(waiting).rejects.toMatchObject({ code: 'video_failed', vendorCode: 'moderation_blocked' })
  })
})

describe('AIHubMixClient words', () => {
  it('answers whole', async () => {
    const reply = await aihubmix.chatCompletion({ model: 'gpt-5-mini', messages, max_completion_tokens: 50 })
    expect(reply.choices[0]?.message.content).toContain('Good morning')
    expect(reply.usage?.total_tokens).toBeGreaterThan(0)
  })

  it.each(['gpt-4o-mini', 'claude-haiku-4-5'])('streams %s with usage last', async (model) => {
    const chunks: ChatCompletionChunk[] = []
    for await (const chunk of aihubmix.streamChatCompletion({ model, messages })) chunks.push(chunk)
    const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')
    expect(text).toContain('Good morning')
    expect(new Set(chunks.map(({ object }) => object))).toEqual(new Set(['chat.completion.chunk']))
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: expect.any(Number) } })
  })

  it('tells of an error in the middle of a stream and of a stream cut short', async () => {
    const read = async (content: string): Promise<unknown> => {
      const stream = aihubmix.streamChatCompletion({ model: 'gpt-4o', messages: [{ role: 'user', content }] })
      for await (const _chunk of stream);
      return undefined
    }
    await expect(read('hello [[fail]]')).rejects.toMatchObject({
      code: 'http_status',
      disposition: 'ambiguous',
    })
    sim.faults.next({ status: 200, body: { error: { message: 'no', code: 'x' } } })
    await expect(read('hello')).rejects.toMatchObject({ vendorCode: 'x', disposition: 'ambiguous' })
    sim.faults.next('cut_mid_body')
    await expect(read('hello')).rejects.toSatisfy(isHTTPClientError)
  })

  it('embeds and lists models', async () => {
    const { data, usage } = await aihubmix.createEmbeddings({
      model: 'text-embedding-3-small',
      input: ['a', 'b'],
    })
    expect(data.map(({ embedding }) => embedding.length)).toEqual([1536, 1536])
    expect(usage.prompt_tokens).toBeGreaterThan(0)
    const { data: models } = await aihubmix.listModels()
    expect(models.map(({ id }) => id)).toContain('gpt-image-2')
  })
})

describe('AIHubMixClient errors', () => {
  it.each<[Fault, object, number]>([
    ['error_in_200', { code: 'http_status', status: 200 }, 1],
    ['cut_before_reply', { code: 'connection_lost', disposition: 'ambiguous' }, 1],
    ['cut_mid_body', { code: 'connection_lost', disposition: 'ambiguous' }, 1],
    ['invalid_json', { code: 'invalid_response', disposition: 'ambiguous' }, 1],
    ['refuse', { vendorCode: 'moderation_blocked', disposition: 'rejected' }, 1],
    [{ status: 200, body: { error: { code: 'rate_limit_exceeded' } } }, { disposition: 'ambiguous' }, 1],
    [{ status: 504, body: { error: { code: 'rate_limit_exceeded' } } }, { disposition: 'ambiguous' }, 1],
    [{ status: 409, body: { error: { message: 'model x not found' } } }, { disposition: 'ambiguous' }, 1],
    [{ status: 429 }, { disposition: 'throttled' }, 3],
    [{ status: 502 }, { disposition: 'ambiguous' }, 1],
    [{ status: 503 }, { disposition: 'ambiguous' }, 1],
    [{ status: 503, body: { error: 'Incorrect model ID' } }, { disposition: 'rejected' }, 1],
    [{ status: 200, body: { data: [] } }, { code: 'invalid_response', disposition: 'ambiguous' }, 1],
    [
      { status: 502, body: '<html>Bad Gateway</html>' },
      { vendorMessage: undefined, disposition: 'ambiguous' },
      1,
    ],
  ])('%j', async (fault, expected, requests) => {
    sim.faults.next(fault, { times: 10 })
    await expect(aihubmix.generateImage(image)).rejects.toMatchObject(expected)
    expect(sim.requests).toHaveLength(requests)
  })

  it.each([
    ['sk-wrong1', { status: 401, disposition: 'rejected' }],
    ['sk-broke1', { status: 403, vendorCode: 'insufficient_user_quota', disposition: 'rejected' }],
  ])('%s', async (key, expected) => {
    const client = new AIHubMixClient({ apiKey: key, baseUrl: sim.baseUrl })
    const error = await client.generateImage(image).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject(expected)
    expect(inspect(error, { depth: 10 })).not.toContain(key)
    client.close()
  })

  it('refuses a wrong option by name', () => {
    // @ts-expect-error what the types refuse as well
    expect(() => new AIHubMixClient({ apiKey, colour: 'red' })).toThrow(/unknown option colour/)
    expect(() => new AIHubMixClient({ apiKey, appCode: 'a b' })).toThrow(/appCode/)
  })
})
