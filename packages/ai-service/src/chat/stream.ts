import type { ChatChunk, ChatMessage, ChatRequest, ChatUsage } from '@jointo/providers'
import type { ServiceContext } from '../context.ts'
import { asCallError } from '../provider-errors.ts'
import type { Principal } from '../types.ts'
import { openChatCall, type ChatCall } from './hold.ts'
import { describeError } from '../describe-error.ts'

/** Bytes of text per token, for the part of an answer whose usage never came. */
const BYTES_PER_TOKEN = 4
/** A picture in a prompt, whatever its size: far from exact, and never its base64. */
const TOKENS_PER_FILE = 1_000

/**
 * As `completeChat`, chunk by chunk. What fails before the first chunk is thrown here, so that a caller can
 * still answer with a status. A stream that is cut, or left by its reader, is charged for what was delivered.
 */
export async function streamChat(
  context: ServiceContext,
  principal: Principal,
  asked: ChatRequest,
  options: { signal?: AbortSignal } = {},
): Promise<AsyncIterable<ChatChunk>> {
  const call = await openChatCall(context, principal, asked)
  const leaving = new AbortController()
  const signal =
    options.signal === undefined ? leaving.signal : AbortSignal.any([options.signal, leaving.signal])
  try {
    const chunks = call.provider.streamChat(call.request, { signal })[Symbol.asyncIterator]()
    const first = await chunks.next()
    return relay(context, call, first, chunks, () => leaving.abort())
  } catch (error) {
    leaving.abort()
    await call.release()
    throw asCallError(error)
  }
}

async function* relay(
  context: ServiceContext,
  call: ChatCall,
  first: IteratorResult<ChatChunk>,
  chunks: AsyncIterator<ChatChunk>,
  leave: () => void,
): AsyncGenerator<ChatChunk> {
  let usage: ChatUsage | undefined
  let deliveredBytes = 0
  try {
    for (let next = first; next.done !== true; next = await chunks.next()) {
      usage = next.value.usage ?? usage
      for (const choice of next.value.choices) deliveredBytes += textBytes(choice.delta)
      yield next.value
    }
  } catch (error) {
    throw asCallError(error)
  } finally {
    leave()
    await settleStream(context, call, usage, deliveredBytes)
  }
}

async function settleStream(
  context: ServiceContext,
  call: ChatCall,
  usage: ChatUsage | undefined,
  deliveredBytes: number,
): Promise<void> {
  try {
    if (usage !== undefined) await call.settle(usage)
    else if (deliveredBytes === 0) await call.release()
    else await call.settle(estimate(call.request, deliveredBytes))
  } catch (error) {
    // The sweeper frees the hold; the customer is not charged.
    context.logger.error({ error: describeError(error) }, 'a chat stream was not settled')
  }
}

function estimate(request: ChatRequest, deliveredBytes: number): ChatUsage {
  const prompt_tokens = request.messages.reduce((sum, message) => sum + promptTokens(message), 0)
  const completion_tokens = Math.ceil(deliveredBytes / BYTES_PER_TOKEN)
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}

/** What was said, without the words of the protocol around it. */
function textBytes(delta: Record<string, unknown>): number {
  const { content, reasoning_content: reasoning, tool_calls: calls } = delta
  const spoken = [content, reasoning].filter((text) => typeof text === 'string').join('')
  return Buffer.byteLength(spoken) + (calls === undefined ? 0 : Buffer.byteLength(JSON.stringify(calls)))
}

function promptTokens({ content }: ChatMessage): number {
  if (typeof content === 'string') return Math.ceil(Buffer.byteLength(content) / BYTES_PER_TOKEN)
  return (content ?? []).reduce(
    (sum, part) =>
      sum +
      (typeof part.text === 'string'
        ? Math.ceil(Buffer.byteLength(part.text) / BYTES_PER_TOKEN)
        : TOKENS_PER_FILE),
    0,
  )
}
