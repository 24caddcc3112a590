import { describe, expect, test } from 'vitest'
import { errorOf } from '../helpers/envelope.ts'
import type { CallInit, TestApp } from '../helpers/create-test-app.ts'

export interface Hostile {
  /** Row of the matrix of hostile input. */
  id: string
  /** What is wrong with it. */
  what: string
  path?: string
  init?: CallInit | ((app: TestApp) => CallInit | Promise<CallInit>)
  status: number
  code: string
  /** The field that the answer blames, where there is one. */
  param?: string
}

export interface Shared {
  readonly current: TestApp
}

/** How many jobs, holds and entries there are, and what else a refused request could leave. */
export async function rowCounts({ sql }: TestApp): Promise<Record<string, string>> {
  const tables = [
    'job',
    'hold',
    'ledger_entry',
    'open_call',
    'quote',
    'asset',
    'webhook_endpoint',
    'idempotency_key',
    'call_key',
  ]
  const columns = tables.map((table) => `(select count(*) from ${table}) as ${table}`)
  const [row] = (await sql.query<Record<string, string>>(`select ${columns.join(', ')}`)).rows
  return row ?? {}
}

/** One test for each row: refused with status, code and field, and nothing is left of it. */
export function refusals(title: string, app: Shared, path: string, rows: readonly Hostile[]): void {
  describe(title, () => {
    test.each(rows)('$id $what', async ({ path: own, init = {}, status, code, param }) => {
      const given = typeof init === 'function' ? await init(app.current) : init
      const before = await rowCounts(app.current)
      const error = await errorOf(await app.current.call(own ?? path, given))
      expect(error).toEqual({ status, code, param: param ?? null })
      expect(await rowCounts(app.current)).toEqual(before)
    })
  })
}
