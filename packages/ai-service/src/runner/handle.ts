import type { BaseAIProvider, GenerationRequest, Handle } from '@jointo/providers'
import { and, eq } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { CallerInput } from '../jobs/job-input.ts'
import { placeholderMedia } from '../jobs/input-media.ts'
import { mapMedia } from '../jobs/job-input.ts'
import type { JobRow } from '../jobs/transition.ts'
import { attempt, jobInput } from '../schema.ts'

/** The provider that made the job. Undefined when this process has no key for it any more. */
export function providerOf(context: ServiceContext, row: JobRow): BaseAIProvider | undefined {
  return context.providers.provider(row.provider)
}

export async function readInput(
  context: ServiceContext,
  row: JobRow,
): Promise<{ input: CallerInput; providerOptions: Record<string, unknown> | null }> {
  const [stored] = await context.db.select().from(jobInput).where(eq(jobInput.jobId, row.id))
  return { input: stored?.input ?? {}, providerOptions: stored?.providerOptions ?? null }
}

/** The request as far as prices need it: files are left out. */
export async function readRequestForPrice(context: ServiceContext, row: JobRow): Promise<GenerationRequest> {
  const { input, providerOptions } = await readInput(context, row)
  return {
    model: row.model,
    kind: row.kind,
    input: mapMedia(input, placeholderMedia),
    provider_options: providerOptions ?? undefined,
  }
}

/** What another process needs to go on with the vendor's task; undefined for results that came at once. */
export async function readHandle(context: ServiceContext, row: JobRow): Promise<Handle | undefined> {
  const [current] = await context.db
    .select({ vendorTaskId: attempt.vendorTaskId })
    .from(attempt)
    .where(and(eq(attempt.jobId, row.id), eq(attempt.number, row.attemptCount)))
  if (current?.vendorTaskId == null) return undefined
  return { model: row.model, kind: row.kind, vendorTaskId: current.vendorTaskId }
}
