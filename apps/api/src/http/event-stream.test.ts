import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { dataEvent, eventStream, firstOf } from './event-stream.ts'

const quiet = { keepAliveMs: 60_000, onCancel: () => {} }

describe('eventStream', () => {
  test('sends frames as they are and ends with them', async () => {
    async function* frames() {
      yield dataEvent({ text: 'zwei\nZeilen' })
      yield 'data: [DONE]\n\n'
    }
    const response = eventStream(frames(), quiet)
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(await response.text()).toBe('data: {"text":"zwei\\nZeilen"}\n\ndata: [DONE]\n\n')
  })

  test('fills silence with comments', async () => {
    async function* frames() {
      yield 'data: 1\n\n'
      await sleep(80)
      yield 'data: 2\n\n'
    }
    const text = await eventStream(frames(), { ...quiet, keepAliveMs: 20 }).text()
    expect(text).toMatch(/^data: 1\n\n(: keep-alive\n\n)+data: 2\n\n$/)
  })

  test('asks for no more than fits into one piece until that is taken', async () => {
    let made = 0
    const frame = `data: ${'x'.repeat(1_000)}\n\n`
    async function* frames() {
      for (;;) {
        made += 1
        yield frame
      }
    }
    const reader = eventStream(frames(), quiet).body?.getReader()
    const { value } = (await reader?.read()) ?? {}
    await sleep(20)
    // One is on its way already.
    expect(made).toBe((value?.length ?? 0) / frame.length + 1)
    expect(made).toBeLessThan(20)
    await reader?.cancel()
  })

  test('sends at once what is there, and together what comes together', async () => {
    async function* frames() {
      yield 'data: 1\n\n'
      await sleep(30)
      yield 'data: 2\n\n'
      yield 'data: 3\n\n'
    }
    const pieces: string[] = []
    for await (const piece of eventStream(frames(), quiet).body ?? [])
      pieces.push(new TextDecoder().decode(piece))
    expect(pieces).toEqual(['data: 1\n\n', 'data: 2\n\ndata: 3\n\n'])
  })

  test('a failure while the client is slow is told when it reads on', async () => {
    async function* frames() {
      yield 'data: 1\n\n'
      await sleep(5)
      throw new Error('broken')
    }
    const reader = eventStream(frames(), quiet).body?.getReader()
    await reader?.read()
    await sleep(30)
    await expect(reader?.read()).rejects.toThrow('broken')
  })

  test('a client that leaves is noticed at once, and the source is closed', async () => {
    let closed = false
    let canceled = false
    const leave = new AbortController()
    async function* frames() {
      try {
        yield 'data: 1\n\n'
        await sleep(60_000, undefined, { signal: leave.signal })
      } finally {
        closed = true
      }
    }
    const onCancel = () => {
      canceled = true
      leave.abort()
    }
    const reader = eventStream(frames(), { ...quiet, onCancel }).body?.getReader()
    await reader?.read()
    const pending = reader?.read()
    await reader?.cancel()
    await pending
    await sleep(5)
    expect({ closed, canceled }).toEqual({ closed: true, canceled: true })
  })
})

describe('firstOf', () => {
  test('gives the value, or undefined when the time is over, or throws', async () => {
    expect(await firstOf(Promise.resolve(1), 1_000)).toBe(1)
    expect(await firstOf(new Promise(() => {}), 5)).toBeUndefined()
    await expect(firstOf(Promise.reject(new Error('no')), 1_000)).rejects.toThrow('no')
  })
})
