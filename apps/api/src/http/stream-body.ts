import { addAbortSignal, type Readable } from 'node:stream'

/**
 * The body of an answer, out of a stream that ends when the caller leaves. Not `Readable.toWeb`: that hands on what comes
 * after its reader has gone, which throws where nobody can catch it and ends the process.
 */
export function streamBody(
  source: Readable,
  signal: AbortSignal,
  pieces: AsyncIterable<Uint8Array> = source,
): ReadableStream<Uint8Array> {
  // Whoever reads is told as well; perhaps nobody does.
  source.on('error', () => undefined)
  // Whoever left before the first byte leaves an open file behind.
  addAbortSignal(signal, source)
  const iterator = pieces[Symbol.asyncIterator]()
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await iterator.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      cancel() {
        source.destroy()
      },
    },
    { highWaterMark: 0 },
  )
}
