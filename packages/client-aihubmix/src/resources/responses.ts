import { checkArguments } from '@jointo/http-base'
import { z } from 'zod'
import type { Asked, AskedStream } from '../asked.ts'
import { modelId } from '../fields.ts'

/** OpenAI's request; fields not named here are passed on as they are. For models that list `responses` in `endpoints`. */
export interface CreateResponseParams {
  model: string
  input: string | readonly ResponseItem[]
  instructions?: string | null | undefined
  max_output_tokens?: number | null | undefined
  temperature?: number | null | undefined
  tools?: readonly ResponseItem[] | null | undefined
  [field: string]: unknown
}

/** A message, a tool, a call, a piece of reasoning…: the set is open. */
export interface ResponseItem {
  [field: string]: unknown
}

export interface ModelResponse {
  id: string
  /** `completed`, `incomplete`, `in_progress`…; `failed` is thrown as an error. */
  status: string
  model: string
  output: ResponseItem[]
  usage?: { input_tokens: number; output_tokens: number; total_tokens: number } | undefined
  [field: string]: unknown
}

/** `response.output_text.delta`, `response.completed`…: the set is open. */
export interface ResponseEvent {
  type: string
  [field: string]: unknown
}

const item: z.ZodType<ResponseItem> = z.record(z.string(), z.unknown())

const paramsSchema: z.ZodType<CreateResponseParams> = z.looseObject({
  model: modelId,
  input: z.union([z.string().min(1, 'must not be empty'), z.array(item).min(1)]),
  instructions: z.string().nullish(),
  max_output_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  tools: z.array(item).nullish(),
  stream: z.never('is set by the method: use streamResponse').optional(),
  background: z.literal(false, 'has no route to fetch the answer from: leave it out').nullish(),
})

export function request(params: CreateResponseParams): Asked<ModelResponse> {
  return { json: { ...checkArguments(paramsSchema, params), stream: false }, schema: responseSchema }
}

export function streamRequest(params: CreateResponseParams): AskedStream<ResponseEvent> {
  const isLast = ({ type }: ResponseEvent): boolean =>
    type === 'response.completed' || type === 'response.incomplete'
  return {
    json: { ...checkArguments(paramsSchema, params), stream: true },
    schema: responseEventSchema,
    isLast,
  }
}

const tokens = z.number().min(0).catch(0)

const responseSchema: z.ZodType<ModelResponse> = z.looseObject({
  id: z.string().catch(''),
  status: z.string().catch('completed'),
  model: z.string().catch(''),
  output: z.array(item),
  usage: z
    .looseObject({ input_tokens: tokens, output_tokens: tokens, total_tokens: tokens })
    .nullish()
    .transform((value) => value ?? undefined),
})

const responseEventSchema: z.ZodType<ResponseEvent> = z.looseObject({ type: z.string() })
