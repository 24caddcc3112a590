import { formatCredits } from '@jointo/providers'
import { eq } from 'drizzle-orm'
import { awaitJob } from '../awaited/await-job.ts'
import type { ServiceContext } from '../context.ts'
import { owned } from '../db/scoped.ts'
import { inTransaction } from '../db/transaction.ts'
import { ServiceError } from '../errors.ts'
import { newId } from '../ids.ts'
import { readAvailable, readDailyLimit } from '../ledger/balance.ts'
import { checkCap } from '../quotes/cap.ts'
import { toStoredLines } from '../quotes/lines.ts'
import { priceRequest } from '../quotes/price-request.ts'
import { useQuote } from '../quotes/use.ts'
import { idempotencyKey, type StoredQuoteLine } from '../schema.ts'
import type { CreatedJob, CreateJobInput, CreateJobOptions, JobPriority, Principal } from '../types.ts'
import { ensureAccountSecret } from '../webhooks/account-secret.ts'
import { checkJobWebhookUrl, jobWebhookLane } from '../webhooks/job-url.ts'
import { acceptJob, type NewJob } from './accept.ts'
import { fingerprint } from './fingerprint.ts'
import { readAcceptedJob } from './get.ts'
import { hasInlineMedia, keepInlineMedia } from './input-media.ts'
import { parseCallerInput, type CallerInput } from './job-input.ts'

/**
 * Accepts a job: the idempotency key, the job, the hold of the most it can cost, its first event and the tick that makes
 * a worker look are there together, or none of them. A request that was accepted before answers the same again, whatever
 * has changed meanwhile.
 */
export async function createJob(
  context: ServiceContext,
  principal: Principal,
  input: CreateJobInput,
  options: CreateJobOptions = {},
): Promise<CreatedJob> {
  const { idempotencyKey: key, route = 'POST /v1/jobs', awaited, check, signal = awaited?.signal } = options
  if (key !== undefined && (key === '' || key.length > MOST_KEY_CHARACTERS))
    throw new ServiceError(
      'invalid_request',
      `idempotencyKey must have 1 to ${MOST_KEY_CHARACTERS} characters; it has ${key.length}.`,
      { param: 'idempotencyKey' },
    )
  const print = fingerprint(input)
  if (key === undefined && awaited !== undefined) {
    const order = { principal, route, fingerprint: print, ...awaited }
    return awaitJob(context, order, (jobId) =>
      acceptOnce(context, principal, input, print, { jobId, check, signal }),
    )
  }
  const keyed = key === undefined ? undefined : { route, key, fingerprint: print }
  return acceptOnce(context, principal, input, print, { keyed, check, signal })
}

const MOST_KEY_CHARACTERS = 255

interface Accepting extends Pick<CreateJobOptions, 'check' | 'signal'> {
  keyed?: Keyed
  jobId?: string
}

async function acceptOnce(
  context: ServiceContext,
  principal: Principal,
  input: CreateJobInput,
  print: string,
  { keyed, jobId = newId('job'), check, signal }: Accepting,
): Promise<CreatedJob> {
  let job: NewJob
  try {
    check?.()
    job = await prepare(context, principal, input, keyed)
  } catch (error) {
    const earlier = await findReplay(context, principal, keyed)
    if (earlier !== undefined) return earlier
    throw error
  }
  const accepted = await acceptJob(context, principal, jobId, job, { signal })
  switch (accepted.outcome) {
    case 'accepted':
      return { job: accepted.job, replayed: false }
    case 'replay':
      return replay(context, principal, print, accepted)
    case 'cannot_pay':
      throw await cannotPay(context, principal, job.quoted)
  }
}

/** An idempotency key belongs to an account and a route. */
type Keyed = NewJob['key']

/** The most the job can cost, as it was offered or as the list says now. */
interface AgreedQuote {
  amount: bigint
  lines: StoredQuoteLine[]
}

const PRIORITIES: Readonly<Record<JobPriority, number>> = { low: -1, normal: 0, high: 1 }

async function prepare(
  context: ServiceContext,
  principal: Principal,
  input: CreateJobInput,
  key: Keyed,
): Promise<NewJob> {
  const parsed = parseCallerInput(input)
  const priority = readPriority(input.priority)
  const webhookUrl = checkJobWebhookUrl(context, input.webhook_url)
  const { provider, model, quote: listed } = priceRequest(context, input, parsed.input)
  const agreed =
    input.quote_id === undefined ? undefined : await useQuote(context, principal, input.quote_id, input)
  const quote: AgreedQuote = agreed ?? { amount: listed.amount, lines: toStoredLines(listed.lines) }
  checkCap(quote.amount, input.max_credits)
  if (webhookUrl !== undefined)
    await inTransaction(context.db, (tx) => ensureAccountSecret(tx, principal.accountId))
  return {
    kind: input.kind,
    provider: provider.name,
    model: model.id,
    priority,
    metadata: parsed.metadata,
    quoted: quote.amount,
    quoteLines: quote.lines,
    input: { ...(await keepFiles(context, principal, parsed.input, quote, key)) },
    providerOptions: input.provider_options ?? null,
    webhook: webhookUrl && { url: webhookUrl.href, lane: jobWebhookLane(principal, webhookUrl) },
    key,
  }
}

/** Nothing is stored for somebody who can not pay, or twice for one request. */
async function keepFiles(
  context: ServiceContext,
  principal: Principal,
  input: CallerInput,
  quote: AgreedQuote,
  key: Keyed,
): Promise<CallerInput> {
  if (hasInlineMedia(input)) {
    if ((await readKey(context, principal, key)) !== undefined) return input
    const available = await readAvailable(context.db, principal.accountId)
    if (available < quote.amount) throw await cannotPay(context, principal, quote.amount)
  }
  return keepInlineMedia(context, principal, input)
}

/** Says why: the balance, or what the account may spend in a day. */
async function cannotPay(
  context: ServiceContext,
  principal: Principal,
  amount: bigint,
): Promise<ServiceError> {
  const available = await readAvailable(context.db, principal.accountId)
  const limit = await readDailyLimit(context.db, principal.accountId)
  const needed = `This needs ${formatCredits(amount)} credits`
  if (limit !== null && available >= amount) {
    return new ServiceError(
      'spend_limit_reached',
      `${needed}, and the account may spend ${formatCredits(limit)} a day. Ask for less, try again after midnight UTC, or have the limit raised.`,
    )
  }
  return new ServiceError(
    'insufficient_credits',
    `${needed}, ${formatCredits(available)} are available. Add credits or ask for less.`,
  )
}

async function findReplay(
  context: ServiceContext,
  principal: Principal,
  key: Keyed,
): Promise<CreatedJob | undefined> {
  const row = await readKey(context, principal, key)
  return row === undefined || key === undefined ? undefined : replay(context, principal, key.fingerprint, row)
}

async function readKey(
  context: ServiceContext,
  principal: Principal,
  key: Keyed,
): Promise<typeof idempotencyKey.$inferSelect | undefined> {
  if (key === undefined) return undefined
  const [row] = await context.db
    .select()
    .from(idempotencyKey)
    .where(
      owned(idempotencyKey, principal, eq(idempotencyKey.route, key.route), eq(idempotencyKey.key, key.key)),
    )
  return row
}

async function replay(
  context: ServiceContext,
  principal: Principal,
  print: string,
  earlier: { fingerprint: string; jobId: string },
): Promise<CreatedJob> {
  if (earlier.fingerprint !== print) {
    throw new ServiceError(
      'idempotency_key_reuse',
      'This Idempotency-Key was used with another body: use a new key for a new request.',
    )
  }
  return { job: await readAcceptedJob(context.db, principal.accountId, earlier.jobId), replayed: true }
}

function readPriority(priority: JobPriority = 'normal'): number {
  const value = Object.hasOwn(PRIORITIES, priority) ? PRIORITIES[priority] : undefined
  if (value !== undefined) return value
  throw new ServiceError('invalid_request', 'priority must be low, normal or high.', { param: 'priority' })
}
