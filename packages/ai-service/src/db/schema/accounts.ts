import { index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { createdAt, moment } from '../columns.ts'

export const account = pgTable('account', {
  id: text().primaryKey(),
  name: text().notNull(),
  /** Jobs that may be in hand or at a vendor at once; null: the deployment's default. */
  maxConcurrentJobs: integer(),
  createdAt: createdAt(),
})

/** Jobs of an account between their claim and their end. Written by a trigger on the job's state and by nothing else. */
export const accountLoad = pgTable('account_load', {
  accountId: text().primaryKey(),
  inFlight: integer().notNull(),
})

/** Keys are random enough (178 bits) that a plain SHA-256 is a safe thing to keep. */
export const apiKey = pgTable(
  'api_key',
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => account.id),
    name: text().notNull(),
    sha256: text().notNull().unique(),
    lastFour: text().notNull(),
    /** What it may do; keys that were made before there were scopes may do all. */
    scopes: text().array().notNull().default(['read', 'write']),
    /** From then on it is refused; null: never. */
    expiresAt: moment(),
    createdAt: createdAt(),
    revokedAt: moment(),
  },
  (table) => [index('api_key_account').on(table.accountId)],
)
