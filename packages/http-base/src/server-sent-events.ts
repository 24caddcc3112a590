import { createParser } from 'eventsource-parser'

export interface ServerSentEvent {
  event?: string | undefined
  data: string
  id?: string | undefined
}

/** Events of a `text/event-stream`, as they come. Comments are dropped. */
export async function* parseServerSentEvents(source: AsyncIterable<Buffer>): AsyncGenerator<ServerSentEvent> {
  const ready: ServerSentEvent[] = []
  const parser = createParser({
    onEvent: ({ event, data, id }) => ready.push({ event, data, id }),
  })
  // A character may be cut in two between pieces.
  const decoder = new TextDecoder()
  for await (const piece of source) {
    parser.feed(decoder.decode(piece, { stream: true }))
    yield* ready.splice(0)
  }
  parser.feed(decoder.decode())
  parser.reset({ consume: true })
  yield* ready.splice(0)
}
