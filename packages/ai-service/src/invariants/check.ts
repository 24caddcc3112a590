import { sql } from 'drizzle-orm'
import type { Queryable } from '../db/client.ts'
import type { InvariantResult } from '../types.ts'
import { JOB_RULES } from './job-rules.ts'
import { LEDGER_RULES } from './ledger-rules.ts'
import type { Scope } from './rule.ts'

const RULES = [...LEDGER_RULES, ...JOB_RULES]
const SAMPLES = 5
/** Whoever breaks a rule a million times need not be counted to the end. */
const MOST_ROWS = 1_000

/** Asks every rule, of all rows or of the new ones only. */
export async function checkInvariants(
  db: Queryable,
  scope: Scope = { all: true },
): Promise<InvariantResult[]> {
  const results: InvariantResult[] = []
  for (const { name, query } of RULES) {
    const wanted = query(scope)
    if (wanted === undefined) continue
    const { rows } = await db.execute(sql`select * from (${wanted}) as broken limit ${MOST_ROWS}`)
    results.push({ name, violations: rows.length, sample: rows.slice(0, SAMPLES) })
  }
  return results
}
