import { describe, expect, it } from 'vitest'
import { chatChunks, chatReply } from './chat.ts'

const reply = (stop: unknown, maxTokens = 100) =>
  chatReply({ model: 'chat', messages: [{ role: 'user', content: 'one two' }], stop }, maxTokens, 0)

describe('stop', () => {
  it.each([
    ['a word', 'mock', 'I am the ', 4],
    ['the first of several', ['said', 'mock', 'You'], 'I am the ', 4],
    ['the very first letter', 'I', '', 0],
  ])('ends the text before %s, and what is not said is not counted', (_, stop, text, tokens) => {
    const { choices, usage, ...rest } = reply(stop)
    expect(choices[0]).toMatchObject({ message: { content: text }, finish_reason: 'stop' })
    expect(usage.completion_tokens).toBe(tokens)
    const pieces = [...chatChunks({ choices, usage, ...rest })].flatMap(
      (chunk) => chunk.choices[0]?.delta.content ?? [],
    )
    expect(pieces.join('')).toBe(text)
  })

  it.each([
    ['that does not come', 'nowhere'],
    ['of nothing', ['', '']],
    ['that is none', null],
  ])('%s changes nothing', (_, stop) => {
    expect(reply(stop).choices).toEqual(reply(undefined).choices)
  })

  it('after the last token is not reached', () => {
    expect(reply('mock', 2).choices[0]).toMatchObject({
      message: { content: 'I am' },
      finish_reason: 'length',
    })
  })
})
