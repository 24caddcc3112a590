import { eq, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { ServiceContext } from '../context.ts'
import type { Queryable, Transaction } from '../db/client.ts'
import { inTransaction } from '../db/transaction.ts'
import { describeError } from '../describe-error.ts'
import { invariantCheck } from '../schema.ts'
import type { InvariantCheck, InvariantResult } from '../types.ts'
import { checkInvariants } from './check.ts'
import type { Scope } from './rule.ts'

const EVERY_SECONDS = 60
/** All rows, so that also what was changed behind our back comes to light. */
const IN_FULL_EVERY_SECONDS = 3_600
/** A check reaches back over the one before, for what was not committed yet. */
const OVERLAP_SECONDS = 120
const FULL_TIMEOUT_MS = 600_000
/** A process that just came up has other things to do. */
const FIRST_AFTER_MS = 30_000

interface Watch {
  notBefore: number
  running: boolean
}

const watches = new WeakMap<ServiceContext, Watch>()

/**
 * Called often; checks once a minute in one process of all. It does not keep its caller waiting: a check of all rows may
 * take long.
 */
export function watchInvariants(context: ServiceContext, firstAfterMs = FIRST_AFTER_MS): void {
  const now = performance.now()
  const watch = watches.get(context) ?? { notBefore: now + firstAfterMs, running: false }
  watches.set(context, watch)
  if (watch.running || now < watch.notBefore) return
  watch.running = true
  watch.notBefore = now + (EVERY_SECONDS * 1_000) / 4
  checkIfDue(context)
    .catch((error: unknown) =>
      context.logger.error({ error: describeError(error) }, 'the rules could not be checked'),
    )
    .finally(() => {
      watch.running = false
    })
}

/** Checks if nobody has for a minute. Undefined: somebody did, or does. */
export async function checkIfDue(context: ServiceContext): Promise<InvariantResult[] | undefined> {
  const results = await inTransaction(context.db, async (tx) => {
    const { rows } = await tx.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtext('jointo:invariants')) as mine`,
    )
    if (rows[0]?.mine !== true) return undefined
    const scope = await scopeOf(tx)
    return scope === undefined ? undefined : checkAndNote(tx, scope)
  })
  for (const { name, violations, sample } of results ?? []) {
    if (violations > 0) context.logger.error({ rule: name, violations, sample }, 'a rule is broken')
  }
  return results
}

/** What the last check found, by whichever process. Null: there was none yet. */
export async function readLastCheck(db: Queryable): Promise<InvariantCheck | null> {
  const [row] = await db.select().from(invariantCheck)
  if (row === undefined || row.checkedAt === null) return null
  return {
    checked_at: row.checkedAt.toISOString(),
    fully_checked_at: row.fullyCheckedAt?.toISOString() ?? null,
    ok: row.result.every(({ violations }) => violations === 0),
    data: row.result,
  }
}

async function scopeOf(tx: Transaction): Promise<Scope | undefined> {
  const age = (column: PgColumn) => sql<number | null>`extract(epoch from now() - ${column})::float8`
  const [row] = await tx
    .select({
      age: age(invariantCheck.checkedAt),
      fullAge: age(invariantCheck.fullyCheckedAt),
      checkedAt: invariantCheck.checkedAt,
      entryId: invariantCheck.entryId,
    })
    .from(invariantCheck)
  if (row === undefined) throw new Error('invariant_check has lost its row')
  // A little less than a minute, so that a caller who comes every minute is not a moment too early each time.
  if (row.age !== null && row.age < EVERY_SECONDS - 5) return undefined
  if (row.checkedAt === null || row.fullAge === null || row.fullAge >= IN_FULL_EVERY_SECONDS)
    return { all: true }
  return {
    all: false,
    entryId: row.entryId,
    since: new Date(row.checkedAt.getTime() - OVERLAP_SECONDS * 1_000),
  }
}

/** Entries get their numbers before they are committed, so each check begins where the last but one ended. */
async function checkAndNote(tx: Transaction, scope: Scope): Promise<InvariantResult[]> {
  if (scope.all) await tx.execute(sql.raw(`set local statement_timeout = ${FULL_TIMEOUT_MS}`))
  const { rows } = await tx.execute<{ last: string }>(
    sql`select coalesce(max(id), 0)::text as last from ledger_entry`,
  )
  const started = sql`now()`
  const last = BigInt(rows[0]?.last ?? 0)
  const result = await checkInvariants(tx, scope)
  await tx
    .update(invariantCheck)
    .set({
      checkedAt: started,
      ...(scope.all ? { fullyCheckedAt: started } : {}),
      entryId: sql`case ${invariantCheck.nextEntryId} when 0 then ${last} else ${invariantCheck.nextEntryId} end`,
      nextEntryId: last,
      result,
    })
    .where(eq(invariantCheck.id, 1))
  return result
}
