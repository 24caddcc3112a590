import { and, eq, sql } from 'drizzle-orm'
import type { Transaction } from '../db/client.ts'
import { attempt, modelPace, vendorTask, type job } from '../schema.ts'
import { firstLookMs, type Pace } from './pace.ts'

const DEFAULT_INTERVAL_MS = 5_000

export interface AcceptedTask {
  /** As it became in this transaction: its state changed now, by the database's clock. */
  row: Pick<
    typeof job.$inferSelect,
    'id' | 'provider' | 'model' | 'kind' | 'attemptCount' | 'deadlineAt' | 'stateChangedAt'
  >
  /** What the vendor asks for, in milliseconds. Default 5000. */
  intervalMs?: number | undefined
  /** The vendor took it long ago, and only now we know. */
  late: boolean
}

/** Writes down that a vendor works on a job, and when it is looked at first: when its model's usual time is nearly over. */
export async function startPollingTask(
  tx: Transaction,
  { row, intervalMs = DEFAULT_INTERVAL_MS, late }: AcceptedTask,
): Promise<void> {
  const pace = await readPace(tx, row)
  const remainingMs = row.deadlineAt.getTime() - row.stateChangedAt.getTime()
  const wait = firstLookMs({
    intervalMs,
    pace: late ? undefined : pace,
    remainingMs,
    random: Math.random(),
  })
  const sent = sql`(select ${attempt.createdAt} from ${attempt}
    where ${attempt.jobId} = ${row.id} and ${attempt.number} = ${row.attemptCount})`
  await tx.insert(vendorTask).values({
    jobId: row.id,
    provider: row.provider,
    startedAt: late ? sql`coalesce(${sent}, now())` : sql`now()`,
    nextPollAt: sql`now() + ${wait} * interval '1 millisecond'`,
    intervalMs: Math.round(intervalMs),
    lateMs: pace?.lateMs ?? null,
  })
}

async function readPace(
  tx: Transaction,
  { provider, model, kind }: AcceptedTask['row'],
): Promise<Pace | undefined> {
  const [known] = await tx
    .select({ earlyMs: modelPace.earlyMs, lateMs: modelPace.lateMs })
    .from(modelPace)
    .where(and(eq(modelPace.provider, provider), eq(modelPace.model, model), eq(modelPace.kind, kind)))
  return known?.earlyMs == null || known.lateMs === null
    ? undefined
    : { earlyMs: known.earlyMs, lateMs: known.lateMs }
}
