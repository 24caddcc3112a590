import { and, eq, type SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Principal } from '../types.ts'

/** A table whose rows belong to accounts. */
interface TenantTable {
  accountId: PgColumn
}

/**
 * The condition of every query that is made for somebody: what belongs to him, and whatever else is asked. Queries on tenants'
 * tables go through here; `test/tenancy-sources.test.ts` reads the sources and names those that do not.
 *
 * @example `db.select().from(job).where(owned(job, principal, eq(job.id, jobId)))`
 */
export function owned(
  table: TenantTable,
  { accountId }: Pick<Principal, 'accountId'>,
  ...conditions: (SQL | undefined)[]
): SQL {
  const condition = and(eq(table.accountId, accountId), ...conditions)
  if (condition === undefined) throw new Error('a condition was expected')
  return condition
}
