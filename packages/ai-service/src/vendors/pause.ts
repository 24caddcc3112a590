import { and, eq, inArray, not, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { Database } from '../db/client.ts'
import { describeError } from '../describe-error.ts'
import { vendorState } from '../schema.ts'
import { secondsFromNow } from '../jobs/transition.ts'

/**
 * `account_empty`: our own account with it, or its key. `failing`: most calls of the last half minute failed. `spend_limit`: its
 * work of a day costs as much as the deployment allows. `throttled`: it said itself that it has enough for now.
 */
export type PauseReason = NonNullable<(typeof vendorState.$inferSelect)['reason']>

/** How long a vendor gets no new work before it is tried again. */
const PAUSE_SECONDS: Readonly<Record<Exclude<PauseReason, 'throttled'>, number>> = {
  account_empty: 60,
  failing: 15,
  spend_limit: 900,
}

/** Tells all workers that a vendor gets no new work for a while. Jobs that are queued for it wait. */
export async function pauseVendor(
  { db, logger }: Pick<ServiceContext, 'db' | 'logger'>,
  provider: string,
  reason: keyof typeof PAUSE_SECONDS,
): Promise<void> {
  const pausedUntil = secondsFromNow(PAUSE_SECONDS[reason])
  const values = { pausedUntil, reason, changedAt: sql`now()` }
  // A vendor that wants to be left alone for longer is.
  const change = { ...values, pausedUntil: sql`greatest(${vendorState.pausedUntil}, excluded.paused_until)` }
  try {
    await db
      .insert(vendorState)
      .values({ provider, ...values })
      .onConflictDoUpdate({
        target: vendorState.provider,
        set: change,
        // What is closed for its price stays so, whatever else is wrong with it.
        setWhere: sql`excluded.reason = 'spend_limit' or not (
          coalesce(${vendorState.reason}, '') = 'spend_limit' and coalesce(${vendorState.pausedUntil} > now(), false))`,
      })
    logger.error({ provider, reason, seconds: PAUSE_SECONDS[reason] }, 'vendor paused')
  } catch (error) {
    // Not worth more: the next failure says it again.
    logger.warn({ provider, error: describeError(error) }, 'vendor not paused')
  }
}

export interface FailingVendor {
  provider: string
  /** When it was paused. */
  changedAt: Date
}

/**
 * Those of `providers` that have failed for long enough to be looked at: each is given to one caller at a time, and stays
 * closed meanwhile.
 */
export async function takeFailingVendors(
  db: Database,
  providers: readonly string[],
): Promise<FailingVendor[]> {
  return db
    .update(vendorState)
    .set({ pausedUntil: secondsFromNow(PAUSE_SECONDS.failing) })
    .where(
      and(
        inArray(vendorState.provider, [...providers]),
        eq(vendorState.reason, 'failing'),
        sql`${vendorState.pausedUntil} <= now()`,
      ),
    )
    .returning({ provider: vendorState.provider, changedAt: vendorState.changedAt })
}

/** Unless it was paused again while it was looked at. */
export async function openVendor(db: Database, { provider, changedAt }: FailingVendor): Promise<boolean> {
  const { rowCount } = await db
    .update(vendorState)
    .set({ pausedUntil: null, reason: null, changedAt: sql`now()` })
    .where(
      and(
        eq(vendorState.provider, provider),
        eq(vendorState.reason, 'failing'),
        eq(vendorState.changedAt, changedAt),
      ),
    )
  return rowCount === 1
}

/** Those that were closed for what they cost, and cost less again. */
export async function openWithinLimit(db: Database, closed: readonly string[]): Promise<void> {
  await db
    .update(vendorState)
    .set({ pausedUntil: null, reason: null, changedAt: sql`now()` })
    .where(and(eq(vendorState.reason, 'spend_limit'), not(inArray(vendorState.provider, [...closed]))))
}

/** Whatever they cost by now: what was closed for it is not opened by the clock. */
export async function keepClosedForSpend(db: Database): Promise<void> {
  await db
    .update(vendorState)
    .set({ pausedUntil: secondsFromNow(PAUSE_SECONDS.spend_limit) })
    .where(eq(vendorState.reason, 'spend_limit'))
}
