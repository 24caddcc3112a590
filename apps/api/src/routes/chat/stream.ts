import { batchesOf, type CallOptions, type ChatChunk, type ChatRequest } from '@jointo/ai-service'
import type { AppContext } from '../../env.ts'
import { toEnvelope } from '../../errors/envelope.ts'
import { toApiError } from '../../errors/handle-error.ts'
import { chunkFrames } from './chunk-frames.ts'
import { dataEvent, eventStream, firstOf } from '../../http/event-stream.ts'

/** How long the status may wait for the first words: until they come, a failure can still be a proper 4xx or 5xx. */
const FIRST_CHUNK_MS = 10_000

/** Streams a chat. When the client goes, the vendor's stream is given up too. */
export async function streamChat(
  c: AppContext,
  request: ChatRequest,
  options: CallOptions,
): Promise<Response> {
  const { signal } = c.req.raw
  const chunks = await c.get('service').chat.stream(c.get('principal'), request, options)
  const iterator = batchesOf(chunks)
  const first = iterator.next()
  await firstOf(first, FIRST_CHUNK_MS)
  const wantsUsage = request.stream_options?.include_usage === true
  return eventStream(frames(c, first, iterator, { wantsUsage, signal }), {
    keepAliveMs: c.get('settings').keepAliveMs,
    // Also where no frame was asked for yet: only then is the call settled.
    onCancel: () => void iterator.return?.().catch(() => {}),
  })
}

async function* frames(
  c: AppContext,
  first: Promise<IteratorResult<readonly ChatChunk[], void>>,
  iterator: AsyncIterator<readonly ChatChunk[], void, undefined>,
  options: { wantsUsage: boolean; signal: AbortSignal },
): AsyncGenerator<string> {
  const frameOf = chunkFrames(options.wantsUsage)
  try {
    for (let next = await first; next.done !== true; next = await iterator.next()) {
      let frame = ''
      for (const chunk of next.value) frame += frameOf(chunk)
      if (frame !== '') yield frame
    }
    yield 'data: [DONE]\n\n'
  } catch (error) {
    if (options.signal.aborted) return
    // The status is out: the envelope in the stream is what SDKs turn into their error.
    yield dataEvent(toEnvelope(toApiError(error, c)))
  }
}
