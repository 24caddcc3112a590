import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import { microcredits, moment } from '../columns.ts'

/** What all workers know about a vendor: one that is paused gets no new work. */
export const vendorState = pgTable('vendor_state', {
  provider: text().primaryKey(),
  pausedUntil: moment(),
  reason: text({ enum: ['account_empty', 'failing', 'spend_limit', 'throttled'] }),
  changedAt: moment().notNull(),
  /** Since it was throttled: how many submissions may be on their way to it at once. Null: any number. */
  mostOnTheWay: integer(),
  /** Times in a row that it was throttled, without taking anything in between. */
  throttleCount: integer().notNull().default(0),
})

/** What may be lost at a vendor, counted once a second for the direct calls that are far below the limit. */
export const vendorRisk = pgTable('vendor_risk', {
  provider: text().primaryKey(),
  atRisk: microcredits().notNull(),
  countedAt: moment().notNull(),
})
