import { bigint, timestamp } from 'drizzle-orm/pg-core'

/** Whole microcredits: 1 credit = 1,000,000 microcredits. Never a float. */
export const microcredits = () => bigint({ mode: 'bigint' })

/** The database's clock decides; processes may disagree about the time. */
export const moment = () => timestamp({ withTimezone: true, precision: 3 })

export const createdAt = () => moment().notNull().defaultNow()
