import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { createdAt, microcredits, moment } from '../columns.ts'
import { account } from './accounts.ts'
import type { StoredQuoteLine } from './jobs.ts'

/** An offer: this request costs at most this, until then. */
export const quote = pgTable(
  'quote',
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => account.id),
    /** Of what was asked for: another request can't use the offer. */
    fingerprint: text().notNull(),
    amount: microcredits().notNull(),
    lines: jsonb().$type<StoredQuoteLine[]>().notNull(),
    expiresAt: moment().notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('quote_expiry').on(table.expiresAt)],
)
