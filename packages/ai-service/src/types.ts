import type {
  ChatChunk,
  ChatReply,
  ChatRequest,
  EmbeddingReply,
  EmbeddingRequest,
  Kind,
} from '@jointo/providers'
import type { JobState } from './jobs/machine.ts'
import type { Readable } from 'node:stream'
import type { FollowOptions } from './events/follow-job.ts'
import type { JobEvent } from './events/types.ts'
import type { InspectedJob } from './jobs/inspected-job.ts'
import type { JobHistory } from './jobs/job-history.ts'
import type { WebhookVerbs } from './webhooks/types.ts'

export type * from './events/types.ts'
export type * from './jobs/inspected-job.ts'
export type * from './jobs/job-history.ts'
export type * from './webhooks/types.ts'

/** Who is calling: passed to every verb, so that no query can forget the account. */
export interface Principal {
  accountId: string
  /** The key it was found from, where there was one. */
  apiKeyId?: string | undefined
}

/** `read` sees what the account has; `write` changes it, spends its credits, and sees its signing secrets. */
export type ApiKeyScope = 'read' | 'write'

/** Found from an API key. */
export interface KeyPrincipal extends Principal {
  apiKeyId: string
  /** What the key may do: for the transport to check, the verbs do not ask. */
  scopes: readonly ApiKeyScope[]
}

export interface AuthenticateOptions {
  /**
   * A key that this process saw valid so long ago is not looked up again: a revocation elsewhere takes effect so much later.
   * Default 0.
   */
  maxAgeMs?: number | undefined
  /**
   * For keys from where many are wrong: all of them together take one connection to the database, so that guesses cost others nothing.
   * Default false.
   */
  inTurn?: boolean | undefined
}

/** Among the waiting jobs of one account. */
export type JobPriority = 'low' | 'normal' | 'high'

/** What customers see of a job's state; `stage` is the finer one. */
export type JobStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled'

/** A file of a job that is ours: stored, hashed, verified. */
export interface JobOutput {
  asset_id: string
  /** Path and query on our API; the API puts its public address in front. Null when the file was deleted. */
  url: string | null
  media_type: string
  bytes: number
  /** Lower-case hex. */
  sha256: string
  width: number | null
  height: number | null
  duration_seconds: number | null
  /** Set when the file is gone: its customer deleted it, or its term was over. */
  deleted_at: string | null
}

/** A job as callers see it. Credit amounts are decimal strings, times ISO 8601 UTC. */
export interface Job {
  id: string
  object: 'job'
  kind: Kind
  /** `vendor/model`. */
  model: string
  provider: string
  status: JobStatus
  /** The finer state of the job machine. */
  stage: JobState
  /** 0 to 1, never falling. */
  progress: number
  input: Record<string, unknown>
  output: JobOutput[]
  error: { code: string; message: string; safe_to_retry: boolean } | null
  credits: { quoted: string; held: string; charged: string }
  warnings: { code: string; message: string; param?: string }[]
  metadata: Record<string, string>
  created_at: string
  started_at: string | null
  finished_at: string | null
}

/** Everything that decides what a job costs. */
export interface PricedInput {
  /** `vendor/model`, or the bare name where one vendor alone has it. */
  model: string
  kind: Kind
  /** The words of the contract; checked here, unknown fields are refused. */
  input: unknown
  provider_options?: Record<string, unknown> | undefined
}

/** Submitted at the vendor after all (under this id), to be submitted once more, or to be given back. */
export type UnknownDecision =
  | { action: 'found'; vendorTaskId: string }
  | { action: 'resubmit' }
  | { action: 'refund' }

/** An offer. Amounts are decimal strings. */
export interface JobQuote {
  id: string
  object: 'quote'
  model: string
  kind: Kind
  /** The most the job can cost. */
  credits: string
  lines: { description: string; quantity: string; unit: string; unit_amount: string; amount: string }[]
  expires_at: string
}

/** What is to be made, and on what terms. Files in `input` may be bytes (`data: Uint8Array`) as well as `data:` URLs. */
export interface CreateJobInput extends PricedInput {
  /** From `quotes.create`: the price agreed there holds, also when the list has changed since. */
  quote_id?: string | undefined
  /** Decimal string: refuse when the quote is above. */
  max_credits?: string | undefined
  metadata?: Record<string, string> | undefined
  /** Among the waiting jobs of the same account; other accounts are not affected. Default `normal`. */
  priority?: JobPriority | undefined
  /** Hears of every event of this job, signed with the account's secret (`webhooks.getSecret`). */
  webhook_url?: string | undefined
}

export interface CreateJobOptions {
  /** Same key, same account, same route, equivalent body: the same job and the same answer again. */
  idempotencyKey?: string | undefined
  /** What the key is scoped to, e.g. `POST /v1/videos`. Default `POST /v1/jobs`. */
  route?: string | undefined
  /** Throws when nothing new may be made for a reason of the caller's own. A repeated request is answered as before all the same. */
  check?: (() => void) | undefined
  /** Fires when the caller leaves: nothing is bought for him from then on, and `canceled` is thrown. */
  signal?: AbortSignal | undefined
  /**
   * For a caller who waits for the result on the connection he orders on, and may lose it: the same order then comes back to this job
   * instead of buying another. Without effect beside an `idempotencyKey`. See docs/decisions/0022.
   */
  awaited?: AwaitOptions | undefined
}

/** Of a call that is answered at once: a chat or embeddings. */
export interface CallOptions {
  /** The caller leaves. */
  signal?: AbortSignal | undefined
  /**
   * Same key, same account, same call: it is made and paid once, and the same answer is given again for a day. Streams and answers above
   * 256 kB are not kept: then a repeat throws `answer_not_kept`. A call that cost nothing forgets its key.
   */
  idempotencyKey?: string | undefined
  /** Decimal string: refuse when it could cost more. */
  maxCredits?: string | undefined
  /** What else has to be the same besides the request, such as a form of the answer that the transport makes. */
  idempotencyBody?: unknown
  /** The answer is that of an earlier call. */
  onReplayed?: (() => void) | undefined
}

export interface AwaitOptions {
  /** He says himself that he sends it again. */
  isRepeat: boolean
  /** How long he is going to wait at most. */
  mostMs: number
  /** Fires when his connection closes: nothing is bought for him from then on, and whoever orders the same meanwhile waits for his job. */
  signal?: AbortSignal | undefined
}

/** Exactly one of the two is to be called, once. Neither throws. */
export interface AwaitedReply {
  /** He has what he waited for, it seems: the same order is a new one, unless he says within a minute that he repeats himself. */
  delivered(): Promise<void>
  /** He went away, or was told to come back: within a minute the same order is this job's. */
  left(): Promise<void>
}

export interface CreatedJob {
  /** As it was accepted; `jobs.get` tells how far it is. */
  job: Job
  /** True when an earlier call made this job: one with the same key, or one whose caller went away without the result. */
  replayed: boolean
  /** With `awaited`. */
  reply?: AwaitedReply | undefined
}

export interface ListAccountsInput {
  /** 1 to 100, default 20. */
  limit?: number | undefined
  cursor?: string | undefined
  /** Part of a name or id, in any case. */
  query?: string | undefined
}

export interface ListJobsInput {
  /** 1 to 100, default 20. */
  limit?: number | undefined
  cursor?: string | undefined
  /** In place of a cursor: goes on behind this job. */
  after?: string | undefined
  /** By the time of creation. Default `desc`, newest first. */
  order?: 'asc' | 'desc' | undefined
  status?: JobStatus | undefined
  kind?: Kind | undefined
  model?: string | undefined
  /** Words to look for in prompts. */
  query?: string | undefined
  /** ISO 8601: accepted at or after this moment. */
  createdAfter?: string | undefined
  /** ISO 8601: accepted before this moment. */
  createdBefore?: string | undefined
  /** Decimal strings: charged at least, at most. */
  minCharged?: string | undefined
  maxCharged?: string | undefined
  /** Without those that were hidden. */
  shown?: boolean | undefined
}

export interface Page<T> {
  data: T[]
  has_more: boolean
  next_cursor: string | null
}

export interface Asset {
  id: string
  object: 'asset'
  job_id: string | null
  media_type: string
  bytes: number
  sha256: string
  width: number | null
  height: number | null
  duration_seconds: number | null
  created_at: string
}

export interface ListAssetsInput {
  /** 1 to 100, default 20. */
  limit?: number | undefined
  cursor?: string | undefined
  /** Pictures, films, recordings, shapes, or words. */
  kind?: AssetKind | undefined
  /** Exactly this one: `image/png`. */
  mediaType?: string | undefined
  /** What the caller brought, or what jobs made. */
  source?: 'upload' | 'result' | undefined
}

export type AssetKind = 'image' | 'video' | 'audio' | 'model' | 'text'

/** Inclusive byte positions. */
export interface ByteRange {
  start: number
  end: number
}

/** `bytes=0-499`, `bytes=500-` or (suffix) `bytes=-500`. */
export type AssetRange = Partial<ByteRange> & { suffix?: number }

export interface OpenedAsset {
  asset: Asset
  stream: Readable
  /** Set when only a part is sent. */
  range?: ByteRange
}

/** An address that gives a file to whoever has it, until it expires. */
export interface AssetLink {
  url: string
  expires_at: string
}

export interface CreateAssetOptions {
  /** What errors call the file. Default `file`. */
  param?: string
  /** Gives up when the caller does. */
  signal?: AbortSignal | undefined
}

/** Credits of an account as decimal strings; available = balance - held. */
export interface CreditBalance {
  balance: string
  held: string
  available: string
}

export interface AdjustCreditsInput {
  /** Signed decimal string: `"-2.5"` takes credits, `"2.5"` gives some back. */
  amount: string
  reason: string
  /** The transaction (`txn_…`) that is corrected: this account's, and no adjustment itself. */
  corrects: string
  /** Makes a repeated adjustment a no-op. */
  reference?: string | undefined
}

export interface ListLedgerInput {
  /** 1 to 100, default 20. */
  limit?: number | undefined
  cursor?: string | undefined
}

/** One movement on an account. Amounts are decimal strings; what is taken is negative. */
export interface LedgerEntry {
  /** Of the transaction: `txn_42`. */
  id: string
  object: 'ledger_entry'
  kind: 'grant' | 'settle' | 'adjustment'
  amount: string
  /** The account's balance after it. */
  balance: string
  job_id: string | null
  /** The transaction that an adjustment takes back. */
  corrects: string | null
  description: string
  /** What the job was quoted, with the arithmetic. */
  quote: { credits: string; lines: JobQuote['lines'] } | null
  created_at: string
}

export interface Account {
  id: string
  object: 'account'
  name: string
  /** Null: the deployment's default, or none. */
  limits: AccountLimits
  created_at: string
}

export interface AccountLimits {
  /** Jobs that may be in hand or at vendors at once; more of them wait. */
  max_concurrent_jobs: number | null
  /** Decimal string: credits that may be spent in one day (UTC), those held for jobs under way included. */
  daily_credits: string | null
}

export interface ApiKey {
  id: string
  object: 'api_key'
  account_id: string
  name: string
  /** The last four characters, for telling keys apart. */
  last_four: string
  scopes: ApiKeyScope[]
  /** From then on it is refused. Null: never. */
  expires_at: string | null
  created_at: string
  revoked_at: string | null
}

export interface CreateApiKeyInput {
  name: string
  /** Which deployment it is for; it begins the key. Default: that of `API_KEY_ENVIRONMENT`, else `live`. */
  environment?: 'live' | 'test' | undefined
  /** At least one. Default: all. */
  scopes?: readonly ApiKeyScope[] | undefined
  /** ISO 8601, in the future. Default null: never. */
  expires_at?: string | null | undefined
}

/** The only moment the key itself is known. */
export interface CreatedApiKey extends ApiKey {
  key: string
}

/** A model that can be asked for, with its limits and price. */
export interface OfferedModel {
  /** `vendor/model`. */
  id: string
  provider: string
  title: string
  description: string
  kinds: string[]
  /** False while no price is known: visible, not for sale. */
  available: boolean
  limits: Record<string, unknown>
  price: Record<string, unknown> | null
}

export interface InvariantResult {
  name: string
  /** Counted up to 1,000. */
  violations: number
  sample: unknown[]
}

export interface InvariantCheck {
  checked_at: string
  /** When all rows were looked at, not only the new ones. */
  fully_checked_at: string | null
  ok: boolean
  data: InvariantResult[]
}

/** What was charged on one day (UTC) for one model. */
export interface SpendOfDay {
  /** `2026-11-29`. */
  day: string
  /** `vendor/model`; null where it is not known any more. */
  model: string | null
  credits: string
  /** Jobs and calls that were charged. */
  count: number
}

/** How one vendor does, for operators. */
export interface VendorReport {
  provider: string
  /** False: this server has no key for it, but there are jobs of it. */
  offered: boolean
  /** It gets no new work: our account with it is empty, or most of its calls failed. */
  paused: { reason: 'account_empty' | 'failing' | 'spend_limit' | 'throttled'; until: string | null } | null
  ended: { succeeded: number; failed: number; canceled: number }
  /** Of those that succeeded or failed; null where there are none. */
  success_rate: number | null
  /** From the first look at a job to its end, of those that succeeded. */
  latency_ms: { p50: number | null; p95: number | null }
  queue: { queued: number; in_hand: number; oldest_queued_at: string | null }
  /** Submissions nobody knows the outcome of. */
  unknown_outcomes: number
  /** Credits that unknown outcomes may have cost us: those that wait, and those of the last day. */
  at_risk: string
}

/** One vendor's. Amounts are decimal strings, at the price of the quote. */
export interface VendorLosses {
  provider: string
  /** Submissions whose outcome is unknown at this moment. */
  at_risk: { count: number; credits: string }
  /** Booked, without what turned up after all. */
  lost: { count: number; credits: string }
  /** The same by what led to it: a step of the job machine, or the end of a direct call. */
  reasons: { reason: string; count: number; credits: string }[]
}

/** It can be served. */
export interface Readiness {
  /** What an operator should know: no worker was seen lately. */
  warnings: string[]
}

/** Everything an application can ask for. Every method throws `ServiceError` (and nothing else on purpose). */
export interface AIService {
  accounts: {
    create(input: { name: string }): Promise<Account>
    /** Newest first. */
    list(input?: ListAccountsInput): Promise<Page<Account>>
    /** Changes what is named; null takes a limit away. Takes effect with the next job. */
    update(accountId: string, limits: Partial<AccountLimits>): Promise<Account>
  }
  apiKeys: {
    create(accountId: string, input: CreateApiKeyInput): Promise<CreatedApiKey>
    list(accountId: string): Promise<ApiKey[]>
    /** No process takes it any more five seconds later. */
    revoke(apiKeyId: string): Promise<void>
    /** Throws `missing_api_key` | `invalid_api_key` | `key_revoked` | `key_expired`. */
    authenticate(key: string | undefined, options?: AuthenticateOptions): Promise<KeyPrincipal>
    /** Whose key it was when this process last looked it up. Good enough to refuse by, never to let in by: keys are revoked. */
    recall(key: string): KeyPrincipal | undefined
    /**
     * For answers that last: fires within three seconds after the key was revoked or has expired, with the error as its reason. Watches
     * no longer than `until`.
     */
    watch(apiKeyId: string, until: AbortSignal): AbortSignal
  }
  credits: {
    balance(principal: Principal): Promise<CreditBalance>
    /**
     * Decimal string above zero. `reference` makes a repeated grant a no-op; with another amount or account it throws
     * `idempotency_key_reuse`.
     */
    grant(
      accountId: string,
      input: { amount: string; reason: string; reference?: string | undefined },
    ): Promise<CreditBalance>
    /**
     * A correction by an operator: a new entry that names the one it corrects. Throws `not_found`, `insufficient_credits` when it
     * would take more than is available, `invalid_request` when it would take back more than was moved.
     */
    adjust(accountId: string, input: AdjustCreditsInput): Promise<CreditBalance>
    /** What was given and taken, newest first, with the arithmetic of jobs. */
    ledger(principal: Principal, input?: ListLedgerInput): Promise<Page<LedgerEntry>>
    /** What was charged, by day and model, over the last days (default 30). */
    spend(principal: Principal, input?: { days?: number | undefined }): Promise<SpendOfDay[]>
  }
  jobs: {
    create(principal: Principal, input: CreateJobInput, options?: CreateJobOptions): Promise<CreatedJob>
    /** With `shown: true` a hidden one is `not_found`. */
    get(principal: Principal, jobId: string, options?: { shown?: boolean | undefined }): Promise<Job>
    list(principal: Principal, input: ListJobsInput): Promise<Page<Job>>
    /** For a job that has ended and is deleted as far as its account is concerned: its files are deleted apart from this. */
    hide(principal: Principal, jobId: string): Promise<void>
    /** Every step, attempt, entry and delivery of one job. */
    history(principal: Principal, jobId: string): Promise<JobHistory>
    /** Throws `too_late` while the result is being stored or after the end. */
    cancel(principal: Principal, jobId: string): Promise<Job>
    /**
     * An operator's decision about any account's job whose outcome is unknown: for admin routes only.
     * Throws `too_late` when the outcome is known, or a second submission is not allowed, and `vendor_task_taken` when the task that
     * was found is another job's.
     */
    resolveUnknown(jobId: string, decision: UnknownDecision): Promise<void>
    /** Everything about any account's job: for admin routes only. */
    inspect(jobId: string): Promise<InspectedJob>
    /** Resolves when the job has ended or the time is over, whichever comes first. */
    wait(
      principal: Principal,
      jobId: string,
      options: { timeoutMs: number; signal?: AbortSignal },
    ): Promise<Job>
    /**
     * Those that were and those that come, in order; ends after the last, and is undefined when that is known already.
     * Throws when there is no such job or position.
     */
    events(
      principal: Principal,
      jobId: string,
      options?: FollowOptions,
    ): Promise<AsyncIterable<JobEvent> | undefined>
  }
  webhooks: WebhookVerbs
  quotes: {
    /** Throws as `jobs.create` would, without holding anything. */
    create(principal: Principal, input: PricedInput): Promise<JobQuote>
  }
  assets: {
    /**
     * Keeps a caller's own file, at most 50 MiB, to be named in inputs by its `asset_id`. Its type is what its bytes say.
     * Throws `invalid_request` (empty, cut off, too many pixels), `unsupported_media_type`, `request_too_large`.
     */
    create(principal: Principal, source: Readable | Uint8Array, options?: CreateAssetOptions): Promise<Asset>
    /** From then on it is not there, for every verb and route; jobs that made it say so. Throws `not_found`. */
    delete(principal: Principal, assetId: string): Promise<void>
    /** For five minutes, straight from storage. Undefined where storage has no addresses (a folder). */
    link(principal: Principal, assetId: string): Promise<AssetLink | undefined>
    get(principal: Principal, assetId: string): Promise<Asset>
    /** Newest first, without those that were deleted. */
    list(principal: Principal, input?: ListAssetsInput): Promise<Page<Asset>>
    /** Throws `range_not_satisfiable`. */
    open(principal: Principal, assetId: string, range?: AssetRange): Promise<OpenedAsset>
  }
  models: {
    list(): OfferedModel[]
    /** Throws `model_not_found`. */
    get(id: string): OfferedModel
  }
  /**
   * Holds the most a call can cost and settles on usage; a failed call charges nothing. `signal` is the caller leaving: what the
   * vendor has begun by then is charged. Throws `rate_limited` while the account has too many calls open.
   */
  chat: {
    complete(principal: Principal, request: ChatRequest, options?: CallOptions): Promise<ChatReply>
    /** The stream always carries a usage chunk last (`choices: []`); the API strips it where nobody asked. */
    stream(
      principal: Principal,
      request: ChatRequest,
      options?: CallOptions,
    ): Promise<AsyncIterable<ChatChunk>>
  }
  embeddings: {
    /** Vectors as numbers. Throws as `chat.complete`. */
    create(principal: Principal, request: EmbeddingRequest, options?: CallOptions): Promise<EmbeddingReply>
  }
  /** Money rules as SQL, over all rows; any violation is an alarm. */
  invariants(): Promise<InvariantResult[]>
  /** What the workers found last, once a minute: cheap enough for metrics. Null before the first check. */
  lastInvariantCheck(): Promise<InvariantCheck | null>
  /** What vendors may have charged us for nothing, and what is at risk now. */
  losses(): Promise<VendorLosses[]>
  /** How each vendor does, over the last hours (default 24): for admin routes only. */
  vendors(input?: { hours?: number | undefined }): Promise<VendorReport[]>
  /** Within two seconds. Throws `ServiceError('not_ready')` naming everything that is missing. */
  ready(): Promise<Readiness>
}
