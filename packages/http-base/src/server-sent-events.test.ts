import { expect, it } from 'vitest'
import { parseServerSentEvents } from './server-sent-events.ts'

async function* pieces(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text)
}

async function read(...texts: string[]): Promise<string[]> {
  const data: string[] = []
  for await (const event of parseServerSentEvents(pieces(...texts))) data.push(event.data)
  return data
}

it.each([
  ['Windows line ends', ['data: a\r\n\r\ndata: b\r\n\r\n'], ['a', 'b']],
  ['a byte order mark', ['\uFEFFdata: a\n\n'], ['a']],
  ['fields that are new to us', ['retry: 5\nx: y\ndata: a\n\n'], ['a']],
  ['several lines', ['data: a\ndata: b\n\n'], ['a\nb']],
  ['an event cut between pieces', ['da', 'ta: a\n', '\ndata: b\n\n'], ['a', 'b']],
])('understands %s', async (_name, texts, expected) => {
  expect(await read(...texts)).toEqual(expected)
})

it('does not keep an event that never ends', async () => {
  const endless = (async function* () {
    for (;;) yield Buffer.from(`data: ${'x'.repeat(1_000_000)}\n`)
  })()
  await expect(parseServerSentEvents(endless).next()).rejects.toThrow('larger')
})
