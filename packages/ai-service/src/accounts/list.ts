import { and, sql, type SQL } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { decodeCursor, encodeCursor, readLimit } from '../paging.ts'
import { account } from '../schema.ts'
import type { Account, ListAccountsInput, Page } from '../types.ts'
import { presentAccount, selectAccounts } from './accounts.ts'

/** Newest first. */
export async function listAccounts({ db }: ServiceContext, input: ListAccountsInput): Promise<Page<Account>> {
  const limit = readLimit(input.limit)
  const rows = await selectAccounts(db)
    .where(and(...filters(input)))
    .orderBy(sql`${account.createdAt} desc, ${account.id} desc`)
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const hasMore = rows.length > limit
  return {
    data: page.map(presentAccount),
    has_more: hasMore,
    next_cursor: hasMore && last !== undefined ? encodeCursor(last.account) : null,
  }
}

function filters({ query, cursor }: ListAccountsInput): SQL[] {
  const conditions: SQL[] = []
  if (query !== undefined)
    conditions.push(sql`position(lower(${query}) in lower(${account.name} || ' ' || ${account.id})) > 0`)
  if (cursor !== undefined) {
    const { createdAt, id } = decodeCursor(cursor, 'acc')
    conditions.push(sql`(${account.createdAt}, ${account.id}) < (${createdAt}::timestamptz, ${id})`)
  }
  return conditions
}
