import { bodyLimit } from 'hono/body-limit'
import type { AppContext } from '../env.ts'

/**
 * Counts a body of unknown length while it is read, also against the memory that there is for bodies. What comes after the limit is read and thrown away: left alone, it would
 * hold the connection, and half a second after the answer the server would cut it with whatever runs on it by then.
 */
export function bodyCounter(maxBytes: number, tooLarge: () => never): (c: AppContext) => Promise<void> {
  return async (c) => {
    const { body, method } = c.req.raw
    if (body === null) return
    const reader = body.getReader()
    let size = 0
    const passedOn = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await reader.read()
        if (done) return controller.close()
        size += value.length
        controller.enqueue(value)
        try {
          c.get('heldBody')?.grow(size)
        } catch (error) {
          void discard(reader)
          throw error
        }
      },
    })
    c.req.raw = new Request(c.req.raw, { method, body: passedOn, duplex: 'half' })
    const counted = bodyLimit({
      maxSize: maxBytes,
      onError: () => {
        void discard(reader)
        return tooLarge()
      },
    })
    await counted(c, async () => {})
  }
}

async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // The sender went away.
  }
}
