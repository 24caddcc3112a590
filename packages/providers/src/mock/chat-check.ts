import { z } from 'zod'
import { checkShape } from '../check-shape.ts'
import type { ChatRequest } from '../spec/chat.ts'

const named = z.looseObject({ name: z.string().min(1) })
const functionSchema = z.looseObject({ type: z.literal('function'), function: named })
const customSchema = z.looseObject({ type: z.literal('custom'), custom: named })

const toolSchema = z.union([functionSchema, customSchema], {
  error: 'must be {"type": "function", "function": {"name": …}} or {"type": "custom", "custom": {"name": …}}',
})

const choiceSchema = z.union(
  [
    z.enum(['none', 'auto', 'required']),
    functionSchema,
    customSchema,
    z.looseObject({ type: z.literal('allowed_tools') }),
  ],
  { error: 'must be none, auto, required, or {"type": "function", "function": {"name": …}}' },
)

const formatSchema = z.discriminatedUnion(
  'type',
  [
    z.looseObject({ type: z.literal('text') }),
    z.looseObject({ type: z.literal('json_object') }),
    z.looseObject({ type: z.literal('json_schema'), json_schema: z.looseObject({}) }),
  ],
  { error: 'must be text, json_object or json_schema' },
)

const PARTS = ['text', 'image_url', 'input_audio', 'file', 'refusal'] as const
const contentSchema = z.union([z.string(), z.array(z.looseObject({ type: z.enum(PARTS) }))], {
  error: `must be a text or a list of parts with the type ${PARTS.join(', ')}`,
})

/** What OpenAI has a closed list for: a slip of the pen is refused here as it is there, before anything is charged. */
const requestSchema = z
  .looseObject({
    messages: z.array(z.looseObject({ content: contentSchema.nullish() })),
    tools: z.array(toolSchema).nullish(),
    tool_choice: choiceSchema.nullish(),
    response_format: formatSchema.nullish(),
    stop: z
      .union([z.string(), z.array(z.string()).max(4)], { error: 'must be a text or at most four' })
      .nullish(),
  })
  .refine(({ tools, tool_choice: choice }) => choice !== 'required' || (tools ?? []).length > 0, {
    path: ['tools'],
    error: 'must name one at least, since tool_choice is required',
  })
  .refine(({ tools, tool_choice: choice }) => isOffered(tools ?? [], choice), {
    path: ['tool_choice'],
    error: 'must name one of tools',
  })

/** @throws ProviderError `invalid_request` naming the field */
export function checkChat(request: ChatRequest): void {
  checkShape(requestSchema, request)
}

function isOffered(
  tools: readonly z.infer<typeof toolSchema>[],
  choice: z.infer<typeof choiceSchema> | null | undefined,
): boolean {
  if (choice == null || typeof choice === 'string' || choice.type === 'allowed_tools') return true
  return tools.some((tool) => nameOf(tool) === nameOf(choice))
}

function nameOf(tool: z.infer<typeof toolSchema>): string {
  return tool.type === 'function' ? tool.function.name : tool.custom.name
}
