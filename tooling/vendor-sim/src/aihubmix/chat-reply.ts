import { randomBytes } from 'node:crypto'
import { textOf, type ChatRequest } from './chat-request.ts'
import { countTokens } from './work.ts'

export interface ToolCall {
  id: string
  type: 'function'
  function: { name: string; arguments: string }
}

export interface ComposedReply {
  lastUserText: string
  content: string | null
  toolCalls: ToolCall[]
  finishReason: 'stop' | 'length' | 'tool_calls'
  usage: Record<string, unknown>
}

/** Says the last user text back; calls the asked-for tool with it unless a tool has answered already. */
export function composeReply(request: ChatRequest): ComposedReply {
  const lastUserText = textOf(request.messages.findLast(({ role }) => role === 'user') ?? { role: 'user' })
  const promptTokens = request.messages.reduce((sum, message) => sum + 4 + countTokens(textOf(message)), 0)
  const toolCalls = callTools(request, lastUserText)
  if (toolCalls.length > 0) {
    const spoken = toolCalls.map((call) => call.function.arguments).join('')
    return {
      lastUserText,
      content: null,
      toolCalls,
      finishReason: 'tool_calls',
      usage: usageOf(promptTokens, spoken),
    }
  }
  const whole = speak(request, lastUserText)
  const limit = request.max_completion_tokens ?? request.max_tokens ?? Infinity
  const content = whole.slice(0, limit * 4)
  const finishReason = content.length < whole.length ? 'length' : 'stop'
  return { lastUserText, content, toolCalls, finishReason, usage: usageOf(promptTokens, content) }
}

function speak(request: ChatRequest, text: string): string {
  const last = request.messages.at(-1)
  if (last?.role === 'tool') return `The tool said: ${textOf(last)}`
  const wantsJson = request.response_format?.type.startsWith('json') ?? false
  return wantsJson ? JSON.stringify({ echo: text }) : `You said: ${text}`
}

function callTools(request: ChatRequest, text: string): ToolCall[] {
  const { tools, tool_choice, messages } = request
  if (!tools?.length || tool_choice === 'none' || messages.at(-1)?.role === 'tool') return []
  const wanted = typeof tool_choice === 'object' && tool_choice ? tool_choice.function.name : undefined
  const name = wanted ?? tools[0]?.function.name ?? ''
  return [
    {
      id: `call_${randomBytes(12).toString('hex')}`,
      type: 'function',
      function: { name, arguments: argumentsFrom(text) },
    },
  ]
}

/** A user who writes a JSON object decides the arguments. */
function argumentsFrom(text: string): string {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return JSON.stringify(value)
  } catch {
    // Plain text.
  }
  return JSON.stringify({ echo: text })
}

function usageOf(prompt_tokens: number, spoken: string): Record<string, unknown> {
  const completion_tokens = countTokens(spoken)
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0 },
  }
}
