export interface EventStreamOptions {
  /** After so much silence a comment is sent, so that proxies in between do not hang up. */
  keepAliveMs: number
  /** Called when the client has gone. */
  onCancel: () => void
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
  // nginx would collect the events otherwise.
  'x-accel-buffering': 'no',
}

/** Most characters that are sent together. */
const MAX_TOGETHER = 16_384

/** One event; `JSON.stringify` keeps it on one line. */
export function dataEvent(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`
}

/** The same under the name that OpenAI's streams of pictures, speech and transcripts give it twice. */
export function namedEvent(value: { type: string; [field: string]: unknown }): string {
  return `event: ${value.type}\n${dataEvent(value)}`
}

/**
 * Server-sent events from frames. The next frame is asked for when the client has taken the last one; frames that are there at
 * the same moment are sent together.
 */
export function eventStream(frames: AsyncIterable<string>, options: EventStreamOptions): Response {
  const iterator = frames[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  const silence = new Silence(options.keepAliveMs)
  let pending: Promise<IteratorResult<string>> | undefined
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        pending ??= iterator.next()
        let result = await silence.firstOf(pending)
        if (result === undefined) return controller.enqueue(encoder.encode(': keep-alive\n\n'))
        let text = ''
        const allAreHere = new Promise<undefined>((resolve) => process.nextTick(resolve, undefined))
        while (result !== undefined && result.done !== true) {
          text += result.value
          pending = iterator.next()
          // A failure is told by whoever waits for it, perhaps much later.
          pending.catch(() => undefined)
          if (text.length >= MAX_TOGETHER) break
          result = await Promise.race([pending, allAreHere])
        }
        if (text !== '') controller.enqueue(encoder.encode(text))
        if (result?.done !== true) return
        silence.end()
        controller.close()
      },
      cancel() {
        silence.end()
        options.onCancel()
        // Not awaited: a generator that waits for its source answers only after that.
        void iterator.return?.().catch(() => {})
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: HEADERS })
}

/** One timer for the life of a stream: one for each frame would cost more than the frame. */
class Silence {
  readonly #timer: NodeJS.Timeout
  #over = (): void => undefined

  constructor(milliseconds: number) {
    this.#timer = setTimeout(() => this.#over(), milliseconds).unref()
  }

  /** Undefined when it was silent for too long. */
  firstOf<T>(work: Promise<T>): Promise<T | undefined> {
    this.#timer.refresh()
    const silence = new Promise<undefined>((resolve) => {
      this.#over = () => resolve(undefined)
    })
    return Promise.race([work, silence])
  }

  end(): void {
    clearTimeout(this.#timer)
  }
}

/** Undefined when the time is over first. */
export async function firstOf<T>(work: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, undefined)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
