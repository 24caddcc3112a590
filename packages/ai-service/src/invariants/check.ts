import type { Queryable } from '../db/client.ts'
import type { InvariantResult } from '../types.ts'
import { JOB_RULES } from './job-rules.ts'
import { LEDGER_RULES } from './ledger-rules.ts'
import type { Scope } from './rule.ts'

const RULES = [...LEDGER_RULES, ...JOB_RULES]
const SAMPLES = 5

/** Asks every rule, of all rows or of the new ones only. */
export async function checkInvariants(
  db: Queryable,
  scope: Scope = { all: true },
): Promise<InvariantResult[]> {
  const results: InvariantResult[] = []
  for (const { name, query } of RULES) {
    const wanted = query(scope)
    if (wanted === undefined) continue
    const { rows } = await db.execute(wanted)
    results.push({ name, violations: rows.length, sample: rows.slice(0, SAMPLES) })
  }
  return results
}
