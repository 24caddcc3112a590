import { sql } from 'drizzle-orm'
import { bigint, check, date, index, pgTable, text } from 'drizzle-orm/pg-core'
import { createdAt, microcredits, moment } from '../columns.ts'
import { account } from './accounts.ts'

/**
 * One side of the double entry. Customers keep running totals (`posted`, `held`), checked by the
 * database; platform accounts are only ever summed from their entries, so that no row is hot.
 */
export const ledgerAccount = pgTable(
  'ledger_account',
  {
    id: text().primaryKey(),
    accountId: text()
      .unique()
      .references(() => account.id),
    posted: microcredits()
      .notNull()
      .default(sql`0`),
    held: microcredits()
      .notNull()
      .default(sql`0`),
    /** What may be spent in one day (UTC): settled today and held now together. Null: no limit. */
    dailyLimit: microcredits(),
    /** Settled on `spentOn`. */
    spentToday: microcredits()
      .notNull()
      .default(sql`0`),
    spentOn: date(),
  },
  (table) => [
    check('held_not_negative', sql`${table.held} >= 0`),
    check('never_below_zero', sql`${table.accountId} is null or ${table.posted} - ${table.held} >= 0`),
  ],
)

export const ledgerTransaction = pgTable(
  'ledger_transaction',
  {
    id: bigint({ mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text({ enum: ['grant', 'settle', 'vendor_loss', 'adjustment'] }).notNull(),
    /** Makes a repeated grant or adjustment a no-op. */
    reference: text().unique(),
    holdId: text().unique(),
    jobId: text(),
    description: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('ledger_transaction_job').on(table.jobId)],
)

/** Append only: a trigger refuses updates and deletes. */
export const ledgerEntry = pgTable(
  'ledger_entry',
  {
    id: bigint({ mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    transactionId: bigint({ mode: 'bigint' })
      .notNull()
      .references(() => ledgerTransaction.id),
    ledgerAccountId: text().notNull(),
    amount: microcredits().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index('ledger_entry_account').on(table.ledgerAccountId, table.id),
    index('ledger_entry_transaction').on(table.transactionId),
  ],
)

/** Credits set aside for one job, or for one direct call (then it carries an expiry). */
export const hold = pgTable(
  'hold',
  {
    id: text().primaryKey(),
    ledgerAccountId: text().notNull(),
    jobId: text().unique(),
    amount: microcredits().notNull(),
    expiresAt: moment(),
    createdAt: createdAt(),
  },
  (table) => [
    check('hold_positive', sql`${table.amount} > 0`),
    index('hold_expiry')
      .on(table.expiresAt)
      .where(sql`${table.expiresAt} is not null`),
  ],
)

/** The primary key on the hold is what makes "exactly once" true. */
export const holdResolution = pgTable(
  'hold_resolution',
  {
    holdId: text()
      .primaryKey()
      .references(() => hold.id),
    kind: text({ enum: ['settle', 'release'] }).notNull(),
    amount: microcredits().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    check(
      'resolution_amount',
      sql`(${table.kind} = 'settle' and ${table.amount} > 0) or (${table.kind} = 'release' and ${table.amount} = 0)`,
    ),
  ],
)
