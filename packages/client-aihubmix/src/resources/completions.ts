import { checkArguments } from '@jointo/http-base'
import { z } from 'zod'
import type { Asked, AskedStream } from '../asked.ts'
import { modelId } from '../fields.ts'
import { completionUsage, type ChatCompletionUsage } from './chat.ts'

/** OpenAI's old text completion; fields not named here are passed on as they are. */
export interface CreateCompletionParams {
  model: string
  /** Words, or tokens. */
  prompt: string | readonly string[] | readonly number[] | readonly (readonly number[])[]
  max_tokens?: number | null | undefined
  temperature?: number | null | undefined
  stop?: string | readonly string[] | null | undefined
  [field: string]: unknown
}

/** A whole answer, or one piece of a streamed one. */
export interface Completion {
  id: string
  created: number
  model: string
  choices: { index: number; text: string; finish_reason: string | null; [field: string]: unknown }[]
  usage?: ChatCompletionUsage | undefined
  [field: string]: unknown
}

const paramsSchema: z.ZodType<CreateCompletionParams> = z.looseObject({
  model: modelId,
  prompt: z.union([
    z.string(),
    z.array(z.string()).min(1),
    z.array(z.int().min(0)).min(1),
    z.array(z.array(z.int().min(0)).min(1)).min(1),
  ]),
  max_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  stream: z.never('is set by the method: use streamCompletion').optional(),
})

export function request(params: CreateCompletionParams): Asked<Completion> {
  return { json: bodyOf(params, false), schema: completionSchema }
}

export function streamRequest(params: CreateCompletionParams): AskedStream<Completion> {
  const isLast = ({ choices }: Completion): boolean =>
    choices.some(({ finish_reason }) => finish_reason !== null)
  return { json: bodyOf(params, true), schema: completionChunkSchema, isLast }
}

function bodyOf(params: CreateCompletionParams, stream: boolean): Record<string, unknown> {
  const body = { ...checkArguments(paramsSchema, params), stream }
  return stream ? { ...body, stream_options: { include_usage: true } } : body
}

const choice = z.looseObject({
  index: z.number().catch(0),
  text: z.string().catch(''),
  finish_reason: z.string().nullable().default(null).catch(null),
})
const head = { id: z.string().catch(''), created: z.number().catch(0), model: z.string().catch('') }
const usage = completionUsage.nullish().transform((value) => value ?? undefined)

const completionSchema: z.ZodType<Completion> = z.looseObject({
  ...head,
  choices: z.array(choice).min(1),
  usage,
})

/** The last piece has no choices and tells the usage. */
const completionChunkSchema: z.ZodType<Completion> = z.looseObject({
  ...head,
  choices: z.array(choice).catch([]),
  usage,
})
