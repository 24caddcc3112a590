import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { createdAt, moment } from '../columns.ts'

/**
 * What makes a repeated direct call the same call. Written before the call is opened, and only where a key is given. Whether the call
 * was paid is told by its hold alone; no foreign key: it is written before the hold is.
 */
export const callKey = pgTable(
  'call_key',
  {
    accountId: text().notNull(),
    route: text().notNull(),
    key: text().notNull(),
    fingerprint: text().notNull(),
    /** Of the call, and of its row in `open_call` while it is open. */
    holdId: text().notNull(),
    /** The answer as JSON, for a day, where it is one and not too large. */
    reply: text(),
    /** When the call was over and paid. */
    endedAt: moment(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.route, table.key] }),
    index('call_key_age').on(table.createdAt),
    index('call_key_reply_age')
      .on(table.createdAt)
      .where(sql`${table.reply} is not null`),
  ],
)
