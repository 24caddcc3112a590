import { fails } from '../prompt-marks.ts'
import type { ComposedReply, ToolCall } from './chat-reply.ts'
import type { ChatRequest } from './chat-request.ts'
import { aihubmixError } from './errors.ts'
import { piecesOf, sendEvents } from './events.ts'

/** The reply as server-sent events, a few words at a time. */
export function streamReply(
  head: { id: string; created: number; model: string },
  request: ChatRequest,
  reply: ComposedReply,
): Response {
  // The gateway leaves this word empty for Claude models.
  const object = request.model.startsWith('claude') ? '' : 'chat.completion.chunk'
  const events = listEvents(request, reply).map((event) => {
    if (typeof event === 'string') return event
    return JSON.stringify('error' in event ? event : { ...head, object, ...event })
  })
  return sendEvents(events.map((data) => ({ data })))
}

function listEvents(request: ChatRequest, reply: ComposedReply): (Record<string, unknown> | string)[] {
  const wantsUsage = request.stream_options?.include_usage ?? false
  const choice = (delta: object, finish_reason: string | null = null): Record<string, unknown> => ({
    choices: [{ index: 0, delta, finish_reason, logprobs: null }],
    ...(wantsUsage && { usage: null }),
  })
  const start = choice({ role: 'assistant', content: '' })
  const pieces = piecesOf(reply.content ?? '').map((content) => choice({ content }))
  // An upstream that breaks down in the middle is told of in the stream, the status being said already.
  if (fails(reply.lastUserText)) return [start, ...pieces.slice(0, 2), streamError()]
  const calls = reply.toolCalls.flatMap(describeCall).map((call) => choice({ tool_calls: [call] }))
  const end = choice({}, reply.finishReason)
  const usage = wantsUsage ? [{ choices: [], usage: reply.usage }] : []
  return [start, ...pieces, ...calls, end, ...usage, '[DONE]']
}

const streamError = (): Record<string, unknown> => ({ ...Object(aihubmixError(500).body) })

/** The name first, then the arguments in two pieces. */
function describeCall(call: ToolCall, index: number): object[] {
  const { name, arguments: text } = call.function
  const middle = Math.ceil(text.length / 2)
  return [
    { index, id: call.id, type: 'function', function: { name, arguments: '' } },
    { index, function: { arguments: text.slice(0, middle) } },
    { index, function: { arguments: text.slice(middle) } },
  ]
}
