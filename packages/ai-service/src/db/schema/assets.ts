import { index, integer, bigint, doublePrecision, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { createdAt } from '../columns.ts'
import { account } from './accounts.ts'
import { job } from './jobs.ts'

/** A file that is ours: stored, hashed, verified. */
export const asset = pgTable(
  'asset',
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => account.id),
    jobId: text().references(() => job.id),
    position: integer().notNull(),
    storageKey: text().notNull(),
    mediaType: text().notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
    sha256: text().notNull(),
    width: integer(),
    height: integer(),
    durationSeconds: doublePrecision(),
    createdAt: createdAt(),
  },
  (table) => [
    unique('asset_position').on(table.jobId, table.position),
    index('asset_account').on(table.accountId, table.createdAt.desc()),
  ],
)
