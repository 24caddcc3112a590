import { setTimeout as sleep } from 'node:timers/promises'

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

/** One event; `JSON.stringify` keeps it on one line. */
export function dataEvent(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`
}

/** The same under the name that OpenAI's streams of pictures, speech and transcripts give it twice. */
export function namedEvent(value: { type: string; [field: string]: unknown }): string {
  return `event: ${value.type}\n${dataEvent(value)}`
}

/** Server-sent events from frames. The next frame is asked for when the client has taken the last one. */
export function eventStream(frames: AsyncIterable<string>, options: EventStreamOptions): Response {
  const iterator = frames[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  let pending: Promise<IteratorResult<string>> | undefined
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        pending ??= iterator.next()
        const result = await firstOf(pending, options.keepAliveMs)
        if (result === undefined) return controller.enqueue(encoder.encode(': keep-alive\n\n'))
        pending = undefined
        if (result.done === true) return controller.close()
        return controller.enqueue(encoder.encode(result.value))
      },
      cancel() {
        options.onCancel()
        // Not awaited: a generator that waits for its source answers only after that.
        void iterator.return?.().catch(() => {})
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: HEADERS })
}

/** Undefined when the time is over first. */
export async function firstOf<T>(work: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  const timer = new AbortController()
  try {
    return await Promise.race([work, sleep(timeoutMs, undefined, { signal: timer.signal })])
  } finally {
    timer.abort()
  }
}
