import { sql } from 'drizzle-orm'
import { index, integer, bigint, doublePrecision, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { createdAt, moment } from '../columns.ts'
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
    /** When a job last took it as an input. */
    lastUsedAt: moment(),
    /** The row stays and says what was there; its bytes go. */
    deletedAt: moment(),
  },
  (table) => [
    unique('asset_position').on(table.jobId, table.position),
    index('asset_newest').on(table.accountId, table.createdAt.desc(), table.id.desc()),
    index('asset_storage_key')
      .on(table.storageKey)
      .where(sql`${table.deletedAt} is null`),
    index('asset_result_age')
      .on(table.createdAt)
      .where(sql`${table.deletedAt} is null and ${table.jobId} is not null`),
    index('asset_upload_age')
      .on(sql`coalesce(${table.lastUsedAt}, ${table.createdAt})`)
      .where(sql`${table.deletedAt} is null and ${table.jobId} is null`),
  ],
)
