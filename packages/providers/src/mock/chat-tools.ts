import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ChatRequest } from '../spec/chat.ts'
import { jsonObject } from './json-answer.ts'

/** As OpenAI writes it. */
export interface ToolCall {
  id: string
  type: 'function'
  function: { name: string; arguments: string }
}

const requestSchema = z.looseObject({
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }).optional() })).nullish(),
  tool_choice: z
    .union([z.string(), z.looseObject({ function: z.looseObject({ name: z.string() }).optional() })])
    .nullish(),
})

/**
 * The mock calls the function that is asked for, or else the first, with the last words: a JSON object as the arguments, any
 * other text as `{"text": …}`. It speaks again when a function has answered, and with `tool_choice: "none"`.
 */
export function callTools(request: ChatRequest, said: string): ToolCall[] {
  const { tools, tool_choice: choice } = requestSchema.safeParse(request).data ?? {}
  if (choice === 'none' || request.messages.at(-1)?.role === 'tool') return []
  const names = (tools ?? []).flatMap((tool) => tool.function?.name ?? [])
  const wanted = typeof choice === 'object' ? choice?.function?.name : undefined
  const name = names.find((one) => one === wanted) ?? names[0]
  if (name === undefined) return []
  const id = createHash('sha256').update(`${name} ${said}`).digest('hex').slice(0, 24)
  return [{ id: `call_${id}`, type: 'function', function: { name, arguments: jsonObject(said) } }]
}

const messageSchema = z.looseObject({
  tool_calls: z.array(
    z.object({
      id: z.string(),
      type: z.literal('function'),
      function: z.object({ name: z.string(), arguments: z.string() }),
    }),
  ),
})

/** The calls in a message of the mock's. */
export function readCalls(message: unknown): ToolCall[] {
  return messageSchema.safeParse(message).data?.tool_calls ?? []
}
