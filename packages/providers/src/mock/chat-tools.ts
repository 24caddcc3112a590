import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { ChatRequest } from '../spec/chat.ts'
import { jsonObject, jsonObjectFor } from './json-answer.ts'

/** As OpenAI writes it. */
export interface ToolCall {
  id: string
  type: 'function'
  function: { name: string; arguments: string }
}

const functionSchema = z.looseObject({ name: z.string(), parameters: z.unknown().optional() })

const requestSchema = z.looseObject({
  tools: z.array(z.looseObject({ function: functionSchema.optional() })).nullish(),
  tool_choice: z.union([z.string(), z.looseObject({ function: functionSchema.optional() })]).nullish(),
})

/**
 * The mock calls the function that is asked for, or else the first, with the last words: a JSON object as the arguments, any
 * other text as what fits the function’s parameters, and without these as `{"text": …}`. It speaks again when a function has
 * answered, and with `tool_choice: "none"`.
 */
export function callTools(request: ChatRequest, said: string): ToolCall[] {
  const { tools, tool_choice: choice } = requestSchema.safeParse(request).data ?? {}
  if (choice === 'none' || request.messages.at(-1)?.role === 'tool') return []
  const functions = (tools ?? []).flatMap((tool) => tool.function ?? [])
  const wanted = typeof choice === 'object' ? choice?.function?.name : undefined
  const called = functions.find(({ name }) => name === wanted) ?? functions[0]
  if (called === undefined) return []
  const { name, parameters } = called
  const given = parameters == null ? jsonObject(said) : jsonObjectFor(parameters, said)
  const id = `call_${randomBytes(12).toString('hex')}`
  return [{ id, type: 'function', function: { name, arguments: given } }]
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
