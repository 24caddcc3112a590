import type { ChatChunk } from '@jointo/ai-service'
import { expect, test } from 'vitest'
import { chunkFrames } from './chunk-frames.ts'

const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'chat' } as const
const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
const choice = { index: 0, delta: { content: 'hi' }, finish_reason: null }
const text: ChatChunk = { ...head, choices: [choice], usage: null }
const last: ChatChunk = { ...head, choices: [], usage }

test('usage comes only when it was asked for, and then other chunks have it as null', () => {
  expect(read(chunkFrames(true)(last))).toEqual(last)
  expect(chunkFrames(false)(last)).toBe('')
  expect(read(chunkFrames(true)(text))).toEqual(text)
  expect(read(chunkFrames(false)(text))).not.toHaveProperty('usage')
})

test('each chunk is written as it is, whatever came before it', () => {
  const filters = [{ index: 0 }]
  const chunks: ChatChunk[] = [
    text,
    { ...text, choices: [{ ...choice, delta: { content: '"\\\n\u2028 \ud800 风' } }] },
    { ...text, choices: [{ ...choice, delta: { role: 'assistant', content: 'a' } }] },
    { ...text, choices: [{ ...choice, delta: { content: 'a', reasoning_content: 'b' } }] },
    { ...text, choices: [{ ...choice, delta: { content: '' } }] },
    { ...text, choices: [{ ...choice, delta: { content: null, tool_calls: [{ index: 0 }] } }] },
    { ...text, choices: [{ ...choice, delta: {}, finish_reason: 'stop' }] },
    { ...text, choices: [{ ...choice, finish_reason: 'stop' }] },
    { ...text, choices: [{ ...choice, logprobs: null }] },
    { ...text, choices: [{ ...choice, index: 1 }] },
    { ...text, choices: [choice, choice] },
    { ...text, choices: [] },
    { ...text, id: 'other' },
    { ...text, created: 2 },
    { ...text, model: 'other' },
    { ...text, system_fingerprint: 'f' },
    { ...text, system_fingerprint: undefined },
    { ...text, filters },
    { ...text, filters: [{ index: 1 }] },
  ]
  const frameOf = chunkFrames(true)
  for (const one of chunks) {
    for (const other of chunks) {
      expect(read(frameOf(one))).toEqual(JSON.parse(JSON.stringify(one)))
      expect(read(frameOf(other))).toEqual(JSON.parse(JSON.stringify(other)))
    }
  }
})

function read(frame: string): unknown {
  const [, data] = /^data: (.*)\n\n$/s.exec(frame) ?? []
  return JSON.parse(data ?? '')
}
