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

  test('asks for a frame only when the last one was taken', async () => {
    let made = 0
    async function* frames() {
      for (;;) yield `data: ${(made += 1)}\n\n`
    }
    const reader = eventStream(frames(), quiet).body?.getReader()
    await reader?.read()
    await sleep(20)
    expect(made).toBe(1)
    await reader?.cancel()
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
