import { index, pgTable, text } from 'drizzle-orm/pg-core'
import { createdAt, moment } from '../columns.ts'

export const account = pgTable('account', {
  id: text().primaryKey(),
  name: text().notNull(),
  createdAt: createdAt(),
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
    createdAt: createdAt(),
    revokedAt: moment(),
  },
  (table) => [index('api_key_account').on(table.accountId)],
)
