import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { moment } from '../columns.ts'

/** How long a vendor's model took lately. Only a hint for polling: rows may be deleted at any time. */
export const modelPace = pgTable(
  'model_pace',
  {
    provider: text().notNull(),
    model: text().notNull(),
    kind: text().notNull(),
    /** Milliseconds from acceptance to result, newest first; see `polling/pace.ts`. */
    samples: integer().array().notNull(),
    /** Both null as long as there are too few samples. */
    earlyMs: integer(),
    lateMs: integer(),
    updatedAt: moment().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.provider, table.model, table.kind] })],
)
