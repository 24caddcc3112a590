import { createParser } from 'eventsource-parser'
import { BodyTooLargeError } from './body-errors.ts'

export interface ServerSentEvent {
  event?: string | undefined
  data: string
  id?: string | undefined
}

/** Most characters of one event. */
export const MAX_EVENT_LENGTH: number = 8 * 1024 * 1024

/** Reads the events of a `text/event-stream` out of its pieces. Comments are dropped. */
export class EventReader {
  /** A character may be cut in two between pieces. */
  readonly #decoder = new TextDecoder()
  readonly #parser = createParser({
    maxBufferSize: MAX_EVENT_LENGTH,
    onEvent: (event) => this.#ready.push(event),
    onError: ({ type }) => {
      this.#isTooLarge ||= type === 'max-buffer-size-exceeded'
    },
  })
  #ready: ServerSentEvent[] = []
  #isTooLarge = false

  /** What this piece has brought to an end. */
  read(piece: Buffer): readonly ServerSentEvent[] {
    return this.#feed(this.#decoder.decode(piece, { stream: true }))
  }

  /** The last event may lack its blank line, and may be the one that tells the usage or an error. */
  end(): readonly ServerSentEvent[] {
    return this.#feed(`${this.#decoder.decode()}\n\n`)
  }

  /**
   * To be asked before more is read.
   * @throws BodyTooLargeError once an event grows without end; what came before it has been read
   */
  check(): void {
    if (this.#isTooLarge)
      throw new BodyTooLargeError(`one event is larger than ${MAX_EVENT_LENGTH} characters`)
  }

  #feed(text: string): readonly ServerSentEvent[] {
    this.#parser.feed(text)
    const events = this.#ready
    this.#ready = []
    return events
  }
}
