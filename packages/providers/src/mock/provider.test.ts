import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { formatCredits } from '../pricing/credits.ts'
import type { ChatChunk, ChatRequest } from '../spec/chat.ts'
import type { GenerationRequest, Handle } from '../spec/generation.ts'
import { MockProvider } from './provider.ts'
import { decodeTask } from './task.ts'
import { inspectMp4 } from './testing/inspect.ts'
import { inlineFiles } from '../../test/helpers/inline-files.ts'

const video = (prompt: string): GenerationRequest => ({
  model: 'video',
  kind: 'video',
  input: { prompt, duration_seconds: 1 },
})

async function startVideo(provider: MockProvider, prompt: string): Promise<Handle> {
  const started = await provider.start(video(prompt))
  if (started.state !== 'pending') throw new Error('expected a task')
  return { model: 'video', kind: 'video', vendorTaskId: started.vendorTaskId }
}

describe('MockProvider tasks', () => {
  it('are carried on by another instance that was never told of them', async () => {
    const handle = await startVideo(new MockProvider({ taskMs: 400, now: () => 1_000 }), 'a kite')
    const early = await new MockProvider({ now: () => 1_399 }).status(handle)
    expect(early).toMatchObject({ state: 'pending' })
    const other = new MockProvider({ now: () => 1_400 })
    const late = await other.status(JSON.parse(JSON.stringify(handle)))
    expect(late).toEqual({ state: 'completed', outputs: [{ index: 0 }], usage: { seconds: 1 } })
    const opened = await other.openOutput(handle, { index: 0 })
    const bytes = await buffer(opened.stream)
    expect(opened).toMatchObject({ mediaType: 'video/mp4', contentLength: bytes.length })
    expect(inspectMp4(bytes).frames).toBe(8)
  })

  it('go by the real clock where no other is given', async () => {
    const before = Date.now()
    const { startedAt } = decodeTask((await startVideo(new MockProvider(), 'a kite')).vendorTaskId)
    expect(startedAt).toBeGreaterThanOrEqual(before)
    expect(startedAt).toBeLessThanOrEqual(Date.now())
  })

  it('keep a short id that tells one prompt from another, and holds no word of it', async () => {
    const provider = new MockProvider({ taskMs: 0 })
    const motifOf = async (prompt: string): Promise<string> => {
      const { vendorTaskId } = await startVideo(provider, prompt)
      const told = Buffer.from(vendorTaskId.replace('mocktask_', ''), 'base64url').toString()
      expect(told).toContain('"kind":"video"')
      expect(told).not.toContain('kite')
      expect(vendorTaskId.length).toBeLessThan(300)
      return decodeTask(vendorTaskId).motif
    }
    const prompt = 'a kite '.repeat(100)
    expect(await motifOf(prompt)).toBe(await motifOf(prompt))
    expect(await motifOf(prompt)).not.toBe(await motifOf(`${prompt}!`))
  })

  it('stop when the signal says so', async () => {
    const request = { model: 'image', kind: 'image', input: { prompt: 'a fox [[slow]]' } } as const
    const call = new MockProvider().start(request, { signal: AbortSignal.timeout(10) })
    await expect(call).rejects.toMatchObject({ name: 'ProviderError', code: 'aborted' })
  })

  it('refuse ids that are not theirs', async () => {
    const handle: Handle = { model: 'video', kind: 'video', vendorTaskId: 'mocktask_eyJ9' }
    await expect(new MockProvider().status(handle)).rejects.toMatchObject({ code: 'result_unavailable' })
  })
})

describe('MockProvider at once', () => {
  const provider = new MockProvider({ wordMs: 0 })

  it('draws as many pictures as asked for and charges for each', async () => {
    const request: GenerationRequest = {
      model: 'image',
      kind: 'image',
      input: { prompt: 'a fox', size: '128x96', n: 2, seed: 7 },
    }
    const result = await provider.start(request)
    if (result.state !== 'completed') throw new Error('expected files')
    const files = inlineFiles(result)
    expect(files.map(({ mediaType }) => mediaType)).toEqual(['image/png', 'image/png'])
    expect(files[0]?.bytes).not.toEqual(files[1]?.bytes)
    expect(formatCredits(provider.quote(request).amount)).toBe('2')
    expect(formatCredits(provider.price(request, result.usage))).toBe('2')
    expect(formatCredits(provider.price(request, { images: 1 }))).toBe('1')
    expect(formatCredits(provider.price(request, { images: 9 }))).toBe('2')
  })

  it('speaks', async () => {
    const request: GenerationRequest = { model: 'speech', kind: 'speech', input: { text: 'hello there' } }
    const result = await provider.start(request)
    expect(result).toMatchObject({ state: 'completed', usage: { characters: 11 } })
    expect(formatCredits(provider.quote(request).amount)).toBe('0.011')
  })

  it('refuses with [[refuse]] and an impossible size, naming the field', async () => {
    const refused = { model: 'image', kind: 'image', input: { prompt: '[[refuse]]' } } as const
    await expect(provider.start(refused)).rejects.toMatchObject({
      code: 'content_refused',
      disposition: 'rejected',
    })
    const huge = { model: 'image', kind: 'image', input: { prompt: 'x', size: '9000x10' } } as const
    await expect(provider.start(huge)).rejects.toMatchObject({ param: 'input.size' })
    const unknown = { model: 'image', kind: 'image', input: { prompt: 'x', colour: 'red' } } as const
    expect(() => provider.validate(unknown)).toThrow(expect.objectContaining({ param: 'input.colour' }))
    expect(() => provider.validate({ ...video('x'), kind: 'image' })).toThrow(
      expect.objectContaining({ param: 'kind' }),
    )
  })

  it('answers chats the same way whole and streamed, usage last', async () => {
    const request: ChatRequest = { model: 'chat', messages: [{ role: 'user', content: 'Good morning!' }] }
    const reply = await provider.chat(request)
    const chunks: ChatChunk[] = []
    for await (const chunk of provider.streamChat(request)) chunks.push(chunk)
    const streamed = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')
    expect(streamed).toBe(reply.choices[0]?.message.content)
    expect(streamed).toContain('Good morning!')
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop')
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: reply.usage })
    expect(provider.priceChat(request, reply.usage)).toBeLessThanOrEqual(provider.quoteChat(request).amount)
  })
})
