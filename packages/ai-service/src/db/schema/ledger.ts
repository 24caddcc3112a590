import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core'
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
    kind: text({ enum: ['grant', 'settle', 'adjustment', 'vendor_loss', 'vendor_loss_withdrawn'] }).notNull(),
    /** Makes a repeated grant or adjustment a no-op. */
    reference: text().unique(),
    holdId: text().unique(),
    jobId: text(),
    /** Of an adjustment: the transaction that it takes back, in part or whole. */
    corrects: bigint({ mode: 'bigint' }).references((): AnyPgColumn => ledgerTransaction.id),
    description: text().notNull(),
    /** `vendor/model` of a direct call, which has no other row once it is closed. */
    model: text(),
    createdAt: createdAt(),
  },
  (table) => [
    index('ledger_transaction_job').on(table.jobId),
    // What direct calls cost lately, by vendor.
    index('ledger_transaction_call')
      .on(table.createdAt)
      .where(sql`${table.model} is not null`),
    index('ledger_transaction_corrects')
      .on(table.corrects)
      .where(sql`${table.corrects} is not null`),
    check(
      'adjustment_names_what_it_corrects',
      sql`(${table.kind} = 'adjustment') = (${table.corrects} is not null)`,
    ),
  ],
)

/** Append only: triggers refuse every change. */
export const ledgerEntry = pgTable(
  'ledger_entry',
  {
    id: bigint({ mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    transactionId: bigint({ mode: 'bigint' })
      .notNull()
      .references(() => ledgerTransaction.id),
    ledgerAccountId: text().notNull(),
    amount: microcredits().notNull(),
    /** Of a customer: the balance after this entry, written by a trigger. Null for accounts of the platform. */
    balanceAfter: microcredits(),
    createdAt: createdAt(),
  },
  (table) => [
    index('ledger_entry_account').on(table.ledgerAccountId, table.id),
    index('ledger_entry_transaction').on(table.transactionId),
  ],
)

/** Credits set aside for one job or one direct call. Never changed: what became of it is its resolution. */
export const hold = pgTable(
  'hold',
  {
    id: text().primaryKey(),
    ledgerAccountId: text().notNull(),
    jobId: text().unique(),
    amount: microcredits().notNull(),
    /** Only holds of earlier versions carry one; a direct call has its row in `open_call`. */
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

/** One row while a direct call (chat, embeddings) is open, renewed by its process. The id is that of its hold. */
export const openCall = pgTable(
  'open_call',
  {
    id: text().primaryKey(),
    accountId: text().notNull(),
    kind: text({ enum: ['chat', 'embedding'] }).notNull(),
    provider: text().notNull(),
    model: text().notNull(),
    /** Zero for what costs nothing: then there is no hold. */
    amount: microcredits().notNull(),
    /** Nobody renewed it until then: its process died. */
    expiresAt: moment().notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('open_call_account').on(table.accountId), index('open_call_expiry').on(table.expiresAt)],
)

/** The one row that tells when the rules were checked last, how far, and with what result. */
export const invariantCheck = pgTable('invariant_check', {
  id: integer().primaryKey(),
  checkedAt: moment(),
  /** When all rows were looked at, not only the new ones. */
  fullyCheckedAt: moment(),
  /** Entries up to here were looked at; the second is what becomes the first with the next check. */
  entryId: bigint({ mode: 'bigint' }).notNull(),
  nextEntryId: bigint({ mode: 'bigint' }).notNull(),
  result: jsonb().$type<{ name: string; violations: number; sample: unknown[] }[]>().notNull(),
})
