import { z } from '@hono/zod-openapi'
import type { CreateJobInput } from '@jointo/ai-service'
import { invalidRequest } from '../../errors/api-error.ts'
import { inspectJson } from '../../http/inspect-json.ts'
import { createJobSchema } from './schema.ts'

const { max_credits, quote_id, webhook_url, metadata, provider_options } = createJobSchema.shape

/** What `POST /v1/jobs` takes beside the work itself. OpenAI-shaped calls take it too: a limit on spending must not be dropped. */
export const jobWords = {
  max_credits: max_credits.nullable(),
  quote_id: quote_id.nullable(),
  webhook_url: webhook_url.nullable(),
  metadata: metadata.nullable(),
  provider_options: provider_options.nullable(),
}

export type JobWords = z.infer<z.ZodObject<typeof jobWords>>

const AS_TEXT = 'must be a JSON object, written as text'
const inForms = { description: 'A JSON object as text, or field by field: `metadata[order]`.' }

/** The same in forms, behind `gatherJobWords`. */
export const jobFormWords = {
  max_credits,
  quote_id,
  webhook_url,
  metadata: z.record(z.string(), z.string(), AS_TEXT).optional().openapi(inForms),
  provider_options: z
    .record(z.string(), z.unknown(), AS_TEXT)
    .optional()
    .openapi({ description: 'A JSON object as text. What only this vendor knows.' }),
}

/** Objects come in forms as JSON text, or field by field as OpenAI's SDKs write them: `metadata[order]`. */
export function gatherJobWords(form: unknown): unknown {
  const gathered: Record<string, unknown> = { ...Object(form) }
  for (const name of ['metadata', 'provider_options']) {
    const given = gathered[name]
    if (typeof given === 'string') gathered[name] = parsed(given)
    const fields = Object.entries(gathered).filter(([key]) => key.startsWith(`${name}[`) && key.endsWith(']'))
    if (fields.length === 0) continue
    if (given !== undefined) throw invalidRequest(name, 'was given more than once')
    gathered[name] = Object.fromEntries(fields.map(([key, value]) => [key.slice(name.length + 1, -1), value]))
  }
  return gathered
}

function parsed(text: string): unknown {
  try {
    return inspectJson(text)
  } catch {
    // Refused by the schema, which names the field.
    return text
  }
}

/** A job as its route has it, with what its caller said beside that. */
export function withJobWords(job: CreateJobInput, words: Partial<JobWords>): CreateJobInput {
  const { max_credits: cap, quote_id: quote, webhook_url: webhook, metadata: notes, provider_options } = words
  return {
    ...job,
    max_credits: cap ?? undefined,
    quote_id: quote ?? undefined,
    webhook_url: webhook ?? undefined,
    metadata: notes == null ? job.metadata : { ...notes, ...job.metadata },
    provider_options:
      provider_options == null ? job.provider_options : { ...job.provider_options, ...provider_options },
  }
}

/** Those of a call without a job: of these words it knows `max_credits` alone. */
export function refuseJobWords(body: object): void {
  for (const word of ['quote_id', 'webhook_url', 'provider_options']) {
    if (Object.hasOwn(body, word) && Reflect.get(body, word) !== null)
      throw invalidRequest(word, 'is for jobs, and this call makes none: leave it out')
  }
}
