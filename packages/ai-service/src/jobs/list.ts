import { eq, inArray, isNull, sql, type SQL } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { owned } from '../db/scoped.ts'
import { ServiceError } from '../errors.ts'
import { parseAmount } from '../ledger/amount.ts'
import { asset, job, jobInput } from '../schema.ts'
import type { Job, ListJobsInput, Page, Principal } from '../types.ts'
import { presentJob, statesOf } from './present.ts'
import { decodeCursor, encodeCursor, readLimit, readMoment, type Place } from '../paging.ts'

/** Newest first, unless another order is wanted. */
export async function listJobs(
  context: ServiceContext,
  principal: Principal,
  input: ListJobsInput,
): Promise<Page<Job>> {
  const limit = readLimit(input.limit)
  const { order = 'desc' } = input
  const place = await placeOf(context, principal, input)
  const rows = await context.db
    .select()
    .from(job)
    .leftJoin(jobInput, eq(jobInput.jobId, job.id))
    .where(owned(job, principal, ...filters(input), ...(place === undefined ? [] : [behind(place, order)])))
    // As the index has it, or exactly the other way round.
    .orderBy(
      order === 'desc'
        ? sql`${job.createdAt} desc nulls last, ${job.id} desc nulls last`
        : sql`${job.createdAt} asc nulls first, ${job.id} asc nulls first`,
    )
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const assets = await assetsOf(
    context,
    principal,
    page.map((row) => row.job.id),
  )
  const last = page.at(-1)
  const hasMore = rows.length > limit
  return {
    data: page.map((row) =>
      presentJob({
        job: row.job,
        input: row.job_input,
        assets: assets.filter((one) => one.jobId === row.job.id),
      }),
    ),
    has_more: hasMore,
    next_cursor: hasMore && last !== undefined ? encodeCursor(last.job) : null,
  }
}

function filters(input: ListJobsInput): SQL[] {
  const conditions: SQL[] = []
  if (input.status !== undefined) conditions.push(inArray(job.state, statesOf(input.status)))
  if (input.shown === true) conditions.push(isNull(job.hiddenAt))
  if (input.kind !== undefined) conditions.push(eq(job.kind, input.kind))
  if (input.model !== undefined) {
    conditions.push(
      sql`(${job.provider} || '/' || ${job.model} = ${input.model} or ${job.model} = ${input.model})`,
    )
  }
  if (input.query !== undefined) conditions.push(hasWords(input.query))
  if (input.createdAfter !== undefined)
    conditions.push(sql`${job.createdAt} >= ${readMoment(input.createdAfter, 'created_after')}::timestamptz`)
  if (input.createdBefore !== undefined)
    conditions.push(sql`${job.createdAt} < ${readMoment(input.createdBefore, 'created_before')}::timestamptz`)
  if (input.minCharged !== undefined)
    conditions.push(sql`${job.charged} >= ${parseAmount(input.minCharged, 'min_charged')}::bigint`)
  if (input.maxCharged !== undefined)
    conditions.push(sql`${job.charged} <= ${parseAmount(input.maxCharged, 'max_charged')}::bigint`)
  return conditions
}

/**
 * A subquery for each job of the account, newest first, until the page is full: as a join, the database would read the inputs
 * of all accounts.
 */
function hasWords(words: string): SQL {
  const pattern = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return sql`(select i.input ->> 'prompt' ilike ${pattern} or i.input ->> 'text' ilike ${pattern}
    from ${jobInput} i where i.job_id = ${job.id})`
}

/** Where the page before ended. */
async function placeOf(
  { db }: ServiceContext,
  principal: Principal,
  { cursor, after }: ListJobsInput,
): Promise<Place | undefined> {
  if (cursor !== undefined) return decodeCursor(cursor, 'job')
  if (after === undefined) return undefined
  const [row] = await db
    .select({ id: job.id, createdAt: job.createdAt })
    .from(job)
    .where(owned(job, principal, eq(job.id, after)))
  if (row === undefined) {
    throw new ServiceError('invalid_request', 'after is not the id of a job in this list.', {
      param: 'after',
    })
  }
  return { id: row.id, createdAt: row.createdAt.toISOString() }
}

function behind({ createdAt, id }: Place, order: 'asc' | 'desc'): SQL {
  const place = sql`(${createdAt}::timestamptz, ${id})`
  const row = sql`(${job.createdAt}, ${job.id})`
  return order === 'desc' ? sql`${row} < ${place}` : sql`${row} > ${place}`
}

async function assetsOf(
  { db }: ServiceContext,
  principal: Principal,
  jobIds: string[],
): Promise<(typeof asset.$inferSelect)[]> {
  if (jobIds.length === 0) return []
  return db
    .select()
    .from(asset)
    .where(owned(asset, principal, inArray(asset.jobId, jobIds)))
}
