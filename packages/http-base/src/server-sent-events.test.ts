import { expect, it } from 'vitest'
import { EventReader } from './server-sent-events.ts'

function read(...texts: string[]): string[] {
  const reader = new EventReader()
  const events = texts.flatMap((text) => reader.read(Buffer.from(text)))
  return [...events, ...reader.end()].map(({ data }) => data)
}

it.each([
  ['Windows line ends', ['data: a\r\n\r\ndata: b\r\n\r\n'], ['a', 'b']],
  ['a byte order mark', ['\uFEFFdata: a\n\n'], ['a']],
  ['fields that are new to us', ['retry: 5\nx: y\ndata: a\n\n'], ['a']],
  ['several lines', ['data: a\ndata: b\n\n'], ['a\nb']],
  ['an event cut between pieces', ['da', 'ta: a\n', '\ndata: b\n\n'], ['a', 'b']],
  ['a last event without its blank line', ['data: a\n\ndata: b'], ['a', 'b']],
])('understands %s', (_name, texts, expected) => {
  expect(read(...texts)).toEqual(expected)
})

it('does not keep an event that never ends, and gives what came before it', () => {
  const reader = new EventReader()
  expect(reader.read(Buffer.from('data: a\n\n'))).toHaveLength(1)
  const piece = Buffer.from(`data: ${'x'.repeat(1_000_000)}\n`)
  for (let count = 0; count < 8; count += 1) {
    reader.read(piece)
    reader.check()
  }
  reader.read(piece)
  expect(() => reader.check()).toThrow('larger')
})
