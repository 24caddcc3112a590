import { formatCredits, parseCredits } from '@jointo/providers'
import { and, eq } from 'drizzle-orm'
import { setTimeout as sleep } from 'node:timers/promises'
import { breakPoint } from '../break-point.ts'
import type { ServiceContext } from '../context.ts'
import type { Queryable, Transaction } from '../db/client.ts'
import { CommitOutcomeUnknownError } from '../db/errors.ts'
import { inTransaction } from '../db/transaction.ts'
import { ServiceError } from '../errors.ts'
import { recordJobEvent } from '../events/record-event.ts'
import { newId } from '../ids.ts'
import { readBalance } from '../ledger/balance.ts'
import { openHold } from '../ledger/ledger.ts'
import { toStoredLines } from '../quotes/lines.ts'
import { priceRequest } from '../quotes/price-request.ts'
import { useQuote } from '../quotes/use.ts'
import { idempotencyKey, job, jobInput, type StoredQuoteLine } from '../schema.ts'
import type { CreatedJob, CreateJobInput, CreateJobOptions, Job, Principal } from '../types.ts'
import { checkJobWebhookUrl, keepJobWebhook } from '../webhooks/job-url.ts'
import { eventSnapshot } from './event-snapshot.ts'
import { fingerprint } from './fingerprint.ts'
import { getJob } from './get.ts'
import { keepInlineMedia } from './input-media.ts'
import { presentJob } from './present.ts'
import { parseCallerInput, type CallerInput } from './job-input.ts'
import { secondsFromNow } from './transition.ts'

/**
 * Accepts a job: in one transaction the idempotency key, the job, the hold of the most it can cost, its
 * first event and the tick that makes a worker look. Either all of it is there, or nothing.
 */
export async function createJob(
  context: ServiceContext,
  principal: Principal,
  input: CreateJobInput,
  { idempotencyKey: key, route = 'POST /v1/jobs' }: CreateJobOptions = {},
): Promise<CreatedJob> {
  const options = { key, route }
  const print = fingerprint(input)
  const earlier = await findReplay(context, principal, options, print)
  if (earlier !== undefined) return earlier

  const parsed = parseCallerInput(input)
  const webhookUrl = checkJobWebhookUrl(context, input.webhook_url)
  const { provider, model, quote: listed } = priceRequest(context, input, parsed.input)
  const agreed =
    input.quote_id === undefined ? undefined : await useQuote(context, principal, input.quote_id, input)
  const quote: AgreedQuote = agreed ?? { amount: listed.amount, lines: toStoredLines(listed.lines) }
  checkCap(quote, input.max_credits)
  await refusePoor(context.db, principal, quote)
  const stored = await keepInlineMedia(context, principal, parsed.input)

  const jobId = newId('job')
  await breakPoint('accept:uncommitted')
  const accepted = await certain(context, principal, jobId, () =>
    inTransaction(context.db, async (tx) => {
      if (!(await claimKey(tx, principal, options, print, jobId))) return undefined
      const job = await insertJob(tx, context, principal, {
        jobId,
        input,
        stored,
        metadata: parsed.metadata,
        quote,
        webhookUrl,
        provider: provider.name,
        model: model.id,
      })
      await context.queue.tick(tx, 'submit', jobId)
      return job
    }),
  )
  await breakPoint('accept:committed')
  if (accepted !== undefined) return { job: accepted, replayed: false }
  const replay = await findReplay(context, principal, options, print)
  if (replay !== undefined) return replay
  throw new ServiceError(
    'idempotency_in_progress',
    'The first request with this Idempotency-Key is still running.',
    { retryAfterMs: 1_000 },
  )
}

const LOOKS = 5
const LOOK_AFTER_MS = 400

/**
 * When the connection breaks, the answer to a commit may be lost while the job is there. The caller must not be told to try
 * again before that is known.
 */
async function certain<T>(
  context: ServiceContext,
  principal: Principal,
  jobId: string,
  commit: () => Promise<T>,
): Promise<T | Job> {
  try {
    return await commit()
  } catch (error) {
    if (!(error instanceof CommitOutcomeUnknownError)) throw error
    for (let look = 1; look <= LOOKS; look += 1) {
      await sleep(LOOK_AFTER_MS)
      try {
        return await getJob(context, principal, jobId)
      } catch (reason) {
        // It is certain that there is no such job: the first error stands.
        if (reason instanceof ServiceError) throw error
      }
    }
    throw new ServiceError(
      'submission_outcome_unknown',
      `The database broke off while the job was accepted. Look for ${jobId} before you try again.`,
      { cause: error },
    )
  }
}

/** An idempotency key belongs to an account and a route. */
interface KeyScope {
  key: string | undefined
  route: string
}

/** The most the job can cost, as it was offered or as the list says now. */
interface AgreedQuote {
  amount: bigint
  lines: StoredQuoteLine[]
}

interface NewJob {
  jobId: string
  input: CreateJobInput
  stored: CallerInput
  metadata: Record<string, string>
  quote: AgreedQuote
  webhookUrl: URL | undefined
  provider: string
  model: string
}

async function insertJob(
  tx: Transaction,
  context: ServiceContext,
  principal: Principal,
  values: NewJob,
): Promise<Job> {
  const { jobId, quote } = values
  const holdId = newId('hold')
  // The hold comes first because the job refers to it.
  const opened = await openHold(tx, { holdId, accountId: principal.accountId, amount: quote.amount, jobId })
  if (!opened) throw insufficientCredits(quote, (await readBalance(tx, principal.accountId)).available)
  const [row] = await tx
    .insert(job)
    .values({
      id: jobId,
      accountId: principal.accountId,
      kind: values.input.kind,
      provider: values.provider,
      model: values.model,
      state: 'queued',
      eventSequence: 1,
      metadata: values.metadata,
      quoted: quote.amount,
      quoteLines: quote.lines,
      holdId,
      deadlineAt: secondsFromNow(context.settings.jobs.deadlineSeconds),
    })
    .returning()
  if (row === undefined) throw new Error('insert returned no row')
  await tx.insert(jobInput).values({
    jobId,
    input: { ...values.stored },
    providerOptions: values.input.provider_options ?? null,
  })
  if (values.webhookUrl !== undefined) await keepJobWebhook(tx, principal, jobId, values.webhookUrl)
  await recordJobEvent(tx, context.queue, {
    jobId,
    accountId: row.accountId,
    sequence: 1,
    type: 'job.queued',
    data: eventSnapshot(row),
  })
  return presentJob({ job: row, input: { input: { ...values.stored } }, assets: [] })
}

/** Before anything is stored for somebody who can not pay. The hold decides; this only spares the work. */
async function refusePoor(db: Queryable, principal: Principal, quote: AgreedQuote): Promise<void> {
  const { available } = await readBalance(db, principal.accountId)
  if (parseCredits(available) < quote.amount) throw insufficientCredits(quote, available)
}

function insufficientCredits(quote: AgreedQuote, available: string): ServiceError {
  return new ServiceError(
    'insufficient_credits',
    `This needs ${formatCredits(quote.amount)} credits, ${available} are available. Add credits or ask for less.`,
  )
}

async function claimKey(
  tx: Transaction,
  principal: Principal,
  options: KeyScope,
  print: string,
  jobId: string,
): Promise<boolean> {
  if (options.key === undefined) return true
  const rows = await tx
    .insert(idempotencyKey)
    .values({
      accountId: principal.accountId,
      route: options.route,
      key: options.key,
      fingerprint: print,
      jobId,
    })
    .onConflictDoNothing()
    .returning({ key: idempotencyKey.key })
  return rows.length === 1
}

async function findReplay(
  context: ServiceContext,
  principal: Principal,
  options: KeyScope,
  print: string,
): Promise<CreatedJob | undefined> {
  if (options.key === undefined) return undefined
  const [row] = await context.db
    .select()
    .from(idempotencyKey)
    .where(
      and(
        eq(idempotencyKey.accountId, principal.accountId),
        eq(idempotencyKey.route, options.route),
        eq(idempotencyKey.key, options.key),
      ),
    )
  if (row === undefined) return undefined
  if (row.fingerprint !== print) {
    throw new ServiceError(
      'idempotency_key_reuse',
      'This Idempotency-Key was used with another body: use a new key for a new request.',
    )
  }
  return { job: await getJob(context, principal, row.jobId), replayed: true }
}

function checkCap(quote: AgreedQuote, maxCredits: string | undefined): void {
  if (maxCredits === undefined) return
  let cap: bigint
  try {
    cap = parseCredits(maxCredits)
  } catch (error) {
    throw new ServiceError('invalid_request', 'max_credits must be a decimal string such as "12.5".', {
      param: 'max_credits',
      cause: error,
    })
  }
  if (quote.amount > cap) {
    throw new ServiceError(
      'invalid_request',
      `This costs up to ${formatCredits(quote.amount)} credits, above max_credits ${maxCredits}.`,
      { param: 'max_credits' },
    )
  }
}
