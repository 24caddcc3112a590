import { beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { listAssets } from '../src/assets/list.ts'
import type { ServiceContext } from '../src/context.ts'
import { listJobs } from '../src/jobs/list.ts'
import { listLedger } from '../src/ledger/list.ts'
import { listDeliveries } from '../src/webhooks/deliveries.ts'
import { openContext } from './helpers/open-context.ts'
import { sharedService } from './helpers/shared-service.ts'

/** Enough that Postgres thinks before it reads. */
const ROWS = Number(process.env['LIST_ROWS'] ?? 500)

const shared = sharedService({ running: false })
let context: ServiceContext

beforeAll(async () => {
  const { sql, principal, newAccount } = shared.current
  context = await openContext(shared.current, shared.cleanup)
  const other = await newAccount('0')
  for (const { accountId } of [principal, other]) {
    await sql.query(
      `with n as (select i, md5(i::text || $1) as hex from generate_series(1, ${ROWS}) i),
            h as (insert into hold (id, ledger_account_id, amount, created_at)
                  select 'hold_' || hex, 'customer:' || $1, 1, now() from n),
            p as (insert into job_input (job_id, input) select 'job_' || hex, '{}' from n)
       insert into job (id, account_id, kind, provider, model, state, quoted, quote_lines, hold_id, deadline_at, created_at, finished_at, charged)
       select 'job_' || hex, $1, 'image', 'mock', 'image', 'failed', 1, '[]', 'hold_' || hex, now(),
              now() - i * interval '1 second', now(), 0 from n`,
      [accountId],
    )
    await sql.query(
      `insert into webhook_delivery (id, account_id, url, lane, event_id, event_type, payload, status, created_at)
       select 'whd_' || md5(i::text || $1), $1, 'u', 'l', 'e', 't', 'p', 'failed', now() - i * interval '1 second'
         from generate_series(1, ${ROWS}) i`,
      [accountId],
    )
  }
  for (const { accountId } of [principal, other]) {
    await sql.query(
      `insert into asset (id, account_id, position, storage_key, media_type, bytes, sha256, created_at)
       select 'asset_' || md5(i::text || $1), $1, 0, 'k', 'image/png', 1, 's', now() - i * interval '1 second'
         from generate_series(1, ${ROWS}) i`,
      [accountId],
    )
  }
  for (const { accountId, times } of [
    { ...principal, times: 1 },
    { ...other, times: 10 },
  ]) {
    await sql.query(
      `set session_replication_role = replica;
       with t as (insert into ledger_transaction (kind, description)
                  select 'grant', 'x' from generate_series(1, ${ROWS * times}) returning id)
       insert into ledger_entry (transaction_id, ledger_account_id, amount)
       select id, 'customer:${accountId}', 1 from t union all select id, 'platform:granted', -1 from t;
       set session_replication_role = default`,
    )
  }
  await sql.query('analyze')
}, 120_000)

interface PlanNode {
  'Node Type': string
  'Index Name'?: string
  Plans?: PlanNode[]
}

const sentSchema = z.tuple([z.tuple([z.object({ text: z.string() }), z.array(z.unknown())])], z.unknown())

/** The nodes of the plan of the first statement that `work` sends. */
async function planOf(work: () => Promise<unknown>): Promise<{ nodes: string[]; indexes: string[] }> {
  const spy = vi.spyOn(context.db.$client, 'query')
  await work()
  const [first] = sentSchema.parse(spy.mock.calls)
  spy.mockRestore()
  const { rows } = await shared.current.sql.query(`explain (format json) ${first[0].text}`, first[1])
  const nodes: string[] = []
  const indexes: string[] = []
  const visit = (node: PlanNode): void => {
    nodes.push(node['Node Type'])
    if (node['Index Name'] !== undefined) indexes.push(node['Index Name'])
    for (const child of node.Plans ?? []) visit(child)
  }
  visit(rows[0]['QUERY PLAN'][0].Plan)
  return { nodes, indexes }
}

const lists = {
  job_account: (cursor?: string) => listJobs(context, shared.current.principal, { limit: 20, cursor }),
  asset_newest: (cursor?: string) => listAssets(context, shared.current.principal, { limit: 20, cursor }),
  ledger_entry_account: (cursor?: string) =>
    listLedger(context, shared.current.principal, { limit: 20, cursor }),
  webhook_delivery_account: (cursor?: string) =>
    listDeliveries(context, shared.current.principal, { limit: 20, cursor }),
}

it.each(Object.entries(lists))('%s gives each page in its order, without sorting', async (index, list) => {
  const first = await list()
  expect(first.data).toHaveLength(20)
  for (const cursor of [undefined, first.next_cursor ?? '']) {
    const { nodes, indexes } = await planOf(() => list(cursor))
    expect(indexes).toContain(index)
    expect(nodes.filter((node) => node.includes('Sort') || node === 'Seq Scan')).toEqual([])
  }
})
