import type { ChatChunk } from '@jointo/ai-service'
import { expect, test } from 'vitest'
import { frameOf } from './stream.ts'

const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'chat' } as const
const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
const text: ChatChunk = {
  ...head,
  choices: [{ index: 0, delta: { content: 'hi' }, finish_reason: null }],
  usage: null,
}
const last: ChatChunk = { ...head, choices: [], usage }

test('usage comes only when it was asked for, and then other chunks have it as null', () => {
  expect(read(frameOf(last, true))).toEqual(last)
  expect(frameOf(last, false)).toBe('')
  expect(read(frameOf(text, true))).toEqual(text)
  expect(read(frameOf(text, false))).not.toHaveProperty('usage')
})

function read(frame: string): unknown {
  const [, data] = /^data: (.*)\n\n$/.exec(frame) ?? []
  return JSON.parse(data ?? '')
}
