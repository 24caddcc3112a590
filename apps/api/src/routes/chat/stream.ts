import type { ChatChunk, ChatRequest } from '@jointo/ai-service'
import type { AppContext } from '../../env.ts'
import { toEnvelope } from '../../errors/envelope.ts'
import { toApiError } from '../../errors/handle-error.ts'
import { dataEvent, eventStream, firstOf } from '../../http/event-stream.ts'

/** How long the status may wait for the first words: until they come, a failure can still be a proper 4xx or 5xx. */
const FIRST_CHUNK_MS = 10_000

/** Streams a chat. When the client goes, the vendor's stream is given up too. */
export async function streamChat(c: AppContext, request: ChatRequest): Promise<Response> {
  const { signal } = c.req.raw
  const chunks = await c.var.service.chat.stream(c.var.principal, request, { signal })
  const iterator = chunks[Symbol.asyncIterator]()
  const first = iterator.next()
  await firstOf(first, FIRST_CHUNK_MS)
  const wantsUsage = request.stream_options?.include_usage === true
  return eventStream(frames(c, first, iterator, { wantsUsage, signal }), {
    keepAliveMs: c.var.settings.keepAliveMs,
    // Also where no frame was asked for yet: only then is the call settled.
    onCancel: () => void iterator.return?.().catch(() => {}),
  })
}

async function* frames(
  c: AppContext,
  first: Promise<IteratorResult<ChatChunk>>,
  iterator: AsyncIterator<ChatChunk>,
  options: { wantsUsage: boolean; signal: AbortSignal },
): AsyncGenerator<string> {
  try {
    for (let next = await first; next.done !== true; next = await iterator.next()) {
      const chunk = chunkFor(next.value, options.wantsUsage)
      if (chunk !== undefined) yield dataEvent(chunk)
    }
    yield 'data: [DONE]\n\n'
  } catch (error) {
    if (options.signal.aborted) return
    // The status is out: the envelope in the stream is what SDKs turn into their error.
    yield dataEvent(toEnvelope(toApiError(error, c)))
  }
}

/** The service always ends with the usage; callers see it only if they asked, as OpenAI does it. */
export function chunkFor(chunk: ChatChunk, wantsUsage: boolean): ChatChunk | undefined {
  const isUsage = chunk.choices.length === 0 && chunk.usage != null
  if (isUsage) return wantsUsage ? chunk : undefined
  const { usage: _, ...rest } = chunk
  return wantsUsage ? { ...rest, usage: null } : rest
}
