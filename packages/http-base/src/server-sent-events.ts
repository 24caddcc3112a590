import { createParser } from 'eventsource-parser'
import { BodyTooLargeError } from './body-errors.ts'

export interface ServerSentEvent {
  event?: string | undefined
  data: string
  id?: string | undefined
}

/** Most characters of one event. */
export const MAX_EVENT_LENGTH: number = 8 * 1024 * 1024

/**
 * Events of a `text/event-stream`, as they come. Comments are dropped.
 *
 * @throws BodyTooLargeError when one event grows without end
 */
export async function* parseServerSentEvents(source: AsyncIterable<Buffer>): AsyncGenerator<ServerSentEvent> {
  for await (const events of batchServerSentEvents(source)) for (const event of events) yield event
}

/** The same, with what came in one piece together: each step of an asynchronous sequence costs more than an event. */
export async function* batchServerSentEvents(
  source: AsyncIterable<Buffer>,
): AsyncGenerator<readonly ServerSentEvent[]> {
  let ready: ServerSentEvent[] = []
  let tooLarge = false
  const parser = createParser({
    maxBufferSize: MAX_EVENT_LENGTH,
    onEvent: ({ event, data, id }) => ready.push({ event, data, id }),
    onError: ({ type }) => {
      tooLarge ||= type === 'max-buffer-size-exceeded'
    },
  })
  const take = (): ServerSentEvent[] => {
    const events = ready
    ready = []
    return events
  }
  // A character may be cut in two between pieces.
  const decoder = new TextDecoder()
  for await (const piece of source) {
    parser.feed(decoder.decode(piece, { stream: true }))
    if (ready.length > 0) yield take()
    if (tooLarge) throw new BodyTooLargeError(`one event is larger than ${MAX_EVENT_LENGTH} characters`)
  }
  // The last event may lack its blank line, and may be the one that tells the usage or an error.
  parser.feed(`${decoder.decode()}\n\n`)
  if (ready.length > 0) yield take()
}
