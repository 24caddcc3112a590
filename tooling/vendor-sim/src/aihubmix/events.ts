import { setTimeout as sleep } from 'node:timers/promises'

export interface SimEvent {
  /** Written as an `event:` line, as Anthropic and the responses route do. */
  name?: string
  data: unknown
}

/** Server-sent events, one after the other. Text is written as it is, anything else as JSON. */
export function sendEvents(events: readonly SimEvent[]): Response {
  const texts = events.map(({ name, data }) => {
    const text = typeof data === 'string' ? data : JSON.stringify(data)
    return `${name === undefined ? '' : `event: ${name}\n`}data: ${text}\n\n`
  })
  const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' }
  return new Response(ReadableStream.from(paced(texts)), { headers })
}

async function* paced(texts: string[]): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for (const text of texts) {
    yield encoder.encode(text)
    await sleep(2)
  }
}

/** A text a few letters at a time. */
export const piecesOf = (text: string): string[] => text.match(/.{1,8}/gsu) ?? []
