import { pgTable, text } from 'drizzle-orm/pg-core'
import { moment } from '../columns.ts'

/** What all workers know about a vendor: one that is paused gets no new work. */
export const vendorState = pgTable('vendor_state', {
  provider: text().primaryKey(),
  pausedUntil: moment(),
  reason: text({ enum: ['account_empty', 'failing', 'spend_limit'] }),
  changedAt: moment().notNull(),
})
