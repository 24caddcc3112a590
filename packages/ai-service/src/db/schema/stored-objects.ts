import { sql } from 'drizzle-orm'
import { index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { createdAt, moment } from '../columns.ts'

/**
 * An object in storage, from before its first byte until after its last. A key is used once: when its object is to be
 * removed, the same content gets another key, so that a removal that comes late can never hit a file that is in use.
 */
export const storedObject = pgTable(
  'stored_object',
  {
    key: text().primaryKey(),
    /** Account, hash and type: the same content of one account is kept once. */
    content: text().notNull(),
    /** When the sweeper looks whether anybody needs it. Null while an asset does. */
    checkAt: moment(),
    /** From here on nobody uses the key again; the row goes when the object has gone. */
    removedAt: moment(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('stored_object_content')
      .on(table.content)
      .where(sql`${table.removedAt} is null`),
    index('stored_object_check')
      .on(table.checkAt)
      .where(sql`${table.checkAt} is not null`),
  ],
)

/** Somebody is about to make an asset of it: a job that has not ended, or an upload of the last hour. */
export const storedObjectUse = pgTable(
  'stored_object_use',
  {
    key: text()
      .notNull()
      .references(() => storedObject.key, { onDelete: 'cascade' }),
    /** Id of the job, or of the asset to come. */
    holder: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.key, table.holder] }),
    index('stored_object_use_holder').on(table.holder),
  ],
)
