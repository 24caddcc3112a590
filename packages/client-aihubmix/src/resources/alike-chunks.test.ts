import { describe, expect, it } from 'vitest'
import { alikeChunks } from './alike-chunks.ts'
import type { ChatCompletionChunk } from './chat.ts'
import { streamRequest } from './chat.ts'

const params = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello' }] }
const choice = { index: 0, delta: { content: 'kite' }, finish_reason: null }
const plain = {
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [choice],
  usage: null,
}
const text = JSON.stringify(plain)
const saying = (words: string): string => text.replace('"kite"', JSON.stringify(words))

/** What is made of a text after another one was seen. */
function afterSeeing(seen: string, next: string): ChatCompletionChunk | undefined {
  const { alike, isPlain } = streamRequest(params)
  const chunk: unknown = JSON.parse(seen)
  if (isPlain?.(chunk) === true) alike?.learn(seen, chunk)
  return alike?.read(next)
}

describe('chunks that are alike', () => {
  it.each(['', ' ', 'sun', 'kite', '风筝 🪁', '\u2028', '\uFEFF', '}', 'a"content":"b'.replaceAll('"', '')])(
    'are what JSON says they are: %j',
    (words) => {
      expect(afterSeeing(text, saying(words))).toEqual(JSON.parse(saying(words)))
    },
  )

  it.each([
    ['written with blanks', JSON.stringify(plain, null, 1)],
    ['with the same words elsewhere', text.replace('"c"', '"kite"')],
    ['with a role', text.replace('{"content"', '{"role":"assistant","content"')],
    ['with fields of the vendor', text.replace('"usage"', '"system_fingerprint":"f","usage"')],
    ['that come after a content of something else', `{"a":"content",${text.slice(1)}`],
    ['that end', text.replace('"finish_reason":null', '"finish_reason":"stop"')],
  ])('are read %s', (_, seen) => {
    const next = seen
      .replace('"content":"kite"', '"content":"sun"')
      .replace('"content": "kite"', '"content": "sun"')
    expect(next).not.toBe(seen)
    expect(afterSeeing(seen, next)).toEqual(JSON.parse(next))
  })

  it('share nothing', () => {
    const { alike, isPlain } = streamRequest(params)
    const chunk: unknown = JSON.parse(text)
    if (isPlain?.(chunk) !== true) throw new Error('not plain')
    alike?.learn(text, chunk)
    const [mine, other] = [alike?.read(text), alike?.read(text)]
    for (const { delta } of mine?.choices ?? []) delta.content = 'mine'
    expect(mine).not.toEqual(other)
    expect(other).toEqual(plain)
    expect(alike?.read(text)).toEqual(plain)
  })
})

describe('chunks that are not alike', () => {
  it.each([
    ['another id', text.replace('"c"', '"d"')],
    ['an end', text.replace('"finish_reason":null', '"finish_reason":"stop"')],
    ['a quote that is escaped', saying('a"b')],
    ['a quote that is not', text.replace('kite', 'a"b')],
    ['two words', text.replace('"kite"', '"a","content":"b"')],
    ['a backslash', saying('a\\')],
    ['a new line', saying('a\nb')],
    ['a raw new line', text.replace('kite', 'a\nb')],
    ['no words', text.replace('"kite"', 'null')],
    ['less than both ends', text.slice(0, -30)],
    ['an error', '{"error":{"message":"no"}}'],
    ['the end of all', '[DONE]'],
    ['nothing', ''],
  ])('are left to the parser: %s', (_, next) => {
    expect(afterSeeing(text, next)).toBeUndefined()
  })

  it.each([
    ['other objects', text.replace('"usage"', '"filters":[],"usage"')],
    ['two choices', JSON.stringify({ ...plain, choices: [choice, { ...choice, index: 1 }] })],
    ['words written otherwise', text.replace('kite', '\\u006bite')],
    ['no words', text.replace('"kite"', '""')],
    [
      'usage',
      text.replace('"usage":null', '"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}'),
    ],
    [
      'the words only elsewhere',
      text.replace('"usage"', '"content":1,"x":"kite","usage"').replace('"kite"', '"\\u006bite"'),
    ],
  ])('are not learnt: %s', (_, seen) => {
    expect(afterSeeing(seen, seen)).toBeUndefined()
  })

  it('are not looked at for ever', () => {
    let looks = 0
    const alike = alikeChunks(() => {
      looks += 1
      return undefined
    })
    for (let count = 0; count < 100; count += 1)
      alike.learn(text, { ...plain, object: 'chat.completion.chunk' })
    expect(looks).toBe(8)
  })
})
