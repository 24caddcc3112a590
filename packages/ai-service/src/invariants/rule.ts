import { sql, type SQL } from 'drizzle-orm'

/** Which rows a check looks at. */
export type Scope = AllRows | NewRows

export interface AllRows {
  all: true
}

/** What is open, and what was written since then. */
export interface NewRows {
  all: false
  /** Entries of the ledger after this one. */
  entryId: bigint
  since: Date
}

/** What must hold at every commit. The query lists what breaks it; an empty answer is a kept promise. */
export interface Rule {
  name: string
  /** Undefined: looked at only when all rows are. */
  query: (scope: Scope) => SQL | undefined
}

/** A query that is small however much there is, or that has no smaller form. */
export const always =
  (query: SQL): Rule['query'] =>
  () =>
    query

export const onlyInFull =
  (query: SQL): Rule['query'] =>
  ({ all }) =>
    all ? query : undefined

/** Jobs (as `j`) that are open or ended since. */
export const jobsIn = (scope: Scope): SQL =>
  scope.all ? sql`true` : sql`(j.finished_at is null or j.finished_at > ${scope.since.toISOString()})`

export const endedJobsIn = (scope: Scope): SQL =>
  scope.all ? sql`j.finished_at is not null` : sql`j.finished_at > ${scope.since.toISOString()}`

/** Entries of the ledger (as `e`). */
export const entriesIn = (scope: Scope): SQL => (scope.all ? sql`true` : sql`e.id > ${String(scope.entryId)}`)

/** Transactions with such entries. `id` is the column that names them. */
export const transactionsIn = (scope: Scope, id: SQL): SQL =>
  scope.all
    ? sql`true`
    : sql`${id} in (select n.transaction_id from ledger_entry n where n.id > ${String(scope.entryId)})`
