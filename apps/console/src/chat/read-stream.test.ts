import { expect, test } from 'vitest'
import { readStream } from './read-stream.ts'

const body = (pieces: string[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece))
      controller.close()
    },
  })

test('chunks wherever the bytes were cut; comments and what follows the end are nothing', async () => {
  const text =
    ': keep-alive\n\ndata: {"choices":[1]}\n\ndata: {"choices":[2]}\n\ndata: [DONE]\n\ndata: {"choices":[3]}\n\n'
  for (const cut of [1, 17, 20, text.length - 1]) {
    const found: unknown[] = []
    for await (const { choices } of readStream(body([text.slice(0, cut), text.slice(cut)])))
      found.push(...choices)
    expect(found).toEqual([1, 2])
  }
})
