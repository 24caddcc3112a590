import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { createdAt, moment } from '../columns.ts'
import { account } from './accounts.ts'
import { job } from './jobs.ts'

/** Where an account wants to hear of events. */
export const webhookEndpoint = pgTable(
  'webhook_endpoint',
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => account.id),
    /** In the canonical form of its first parse. */
    url: text().notNull(),
    description: text().notNull().default(''),
    /** Types, or `*` for all. */
    events: text().array().notNull(),
    /** The first failure since the last success. */
    failingSince: moment(),
    disabledAt: moment(),
    disabledReason: text({ enum: ['failing', 'gone'] }),
    createdAt: createdAt(),
    /** Kept until its deliveries are forgotten. */
    deletedAt: moment(),
  },
  (table) => [
    index('webhook_endpoint_account')
      .on(table.accountId)
      .where(sql`${table.deletedAt} is null`),
  ],
)

/** What deliveries are signed with: one secret, or two while a rotation overlaps. */
export const webhookSecret = pgTable(
  'webhook_secret',
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => account.id),
    /** Null: for the addresses that come with jobs. */
    endpointId: text().references(() => webhookEndpoint.id),
    secret: text().notNull(),
    createdAt: createdAt(),
    expiresAt: moment(),
  },
  (table) => [index('webhook_secret_owner').on(table.accountId, table.endpointId)],
)

/** The address that came with a job. */
export const jobWebhook = pgTable('job_webhook', {
  jobId: text()
    .primaryKey()
    .references(() => job.id),
  url: text().notNull(),
  lane: text().notNull(),
})

/** One event for one receiver: the truth about its delivery; the queue is only an alarm clock. */
export const webhookDelivery = pgTable(
  'webhook_delivery',
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => account.id),
    /** Null: the address came with the job. */
    endpointId: text().references(() => webhookEndpoint.id),
    /** Only without an endpoint. */
    url: text(),
    /** Deliveries of one lane are few at a time. */
    lane: text().notNull(),
    /** `webhook-id`: the same on every attempt. */
    eventId: text().notNull(),
    eventType: text().notNull(),
    jobId: text(),
    sequence: integer(),
    /** The very text that is signed and sent. */
    payload: text().notNull(),
    status: text({ enum: ['pending', 'delivered', 'failed'] })
      .notNull()
      .default('pending'),
    /** Why no further attempt is made. */
    errorCode: text(),
    attemptCount: integer().notNull().default(0),
    /** How far the plan of attempts has come; a redelivery begins it again. */
    planStep: integer().notNull().default(0),
    nextAttemptAt: moment().defaultNow(),
    /** Somebody is sending it. */
    leaseUntil: moment(),
    /** Grows with each claim: a sender that was overtaken can no longer write. */
    fence: integer().notNull().default(0),
    /** Which claim took it last: whoever lost the answer finds what it took. */
    claimToken: text(),
    /** Written by workers of older versions only. */
    rescuedAt: moment(),
    createdAt: createdAt(),
    finishedAt: moment(),
  },
  (table) => [
    index('webhook_delivery_account').on(table.accountId, table.createdAt.desc(), table.id.desc()),
    index('webhook_delivery_endpoint').on(table.endpointId, table.createdAt.desc(), table.id.desc()),
    index('webhook_delivery_job')
      .on(table.jobId)
      .where(sql`${table.jobId} is not null`),
    index('webhook_delivery_due')
      .on(table.nextAttemptAt)
      .where(sql`${table.status} = 'pending'`),
    index('webhook_delivery_turn')
      .on(table.accountId, table.nextAttemptAt)
      .where(sql`${table.status} = 'pending' and ${table.leaseUntil} is null`),
    index('webhook_delivery_lane_turn')
      .on(table.accountId, table.lane, table.nextAttemptAt)
      .where(sql`${table.status} = 'pending' and ${table.leaseUntil} is null`),
    index('webhook_delivery_in_hand')
      .on(table.lane)
      .where(sql`${table.leaseUntil} is not null`),
    index('webhook_delivery_age').on(table.createdAt),
  ],
)

/** The log of a delivery. A row without an end was cut off: its receiver may have got it. */
export const webhookAttempt = pgTable(
  'webhook_attempt',
  {
    deliveryId: text()
      .notNull()
      .references(() => webhookDelivery.id, { onDelete: 'cascade' }),
    number: integer().notNull(),
    createdAt: createdAt(),
    durationMs: integer(),
    statusCode: integer(),
    errorCode: text(),
    /** The beginning, as text, without what looks like a secret. */
    responseBody: text(),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.number] })],
)
