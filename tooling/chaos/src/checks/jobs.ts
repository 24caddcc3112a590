import type { Placed } from '../load/customers.ts'
import type { Evidence } from '../report.ts'

interface Row {
  id: string
  ref: string
  account: string
  state: string
  open: boolean
  /** Long after it should have. */
  late: boolean
}

const LATE_SECONDS = 120

/** P1, P2, P16: what was promised is there, once, and has ended; what was refused is not. */
export async function checkJobs({ sql, placed, accounts }: Evidence): Promise<string[]> {
  const { rows } = await sql.query<Row>(
    `select id, metadata->>'ref' as ref, account_id as account, state, finished_at is null as open,
            coalesce(finished_at > deadline_at + $1 * interval '1 second', false) as late from job`,
    [LATE_SECONDS],
  )
  const byRef = Map.groupBy(rows, ({ ref }) => ref)
  const judge = (one: Placed): string[] => {
    const { order, outcome, ids, refusal } = one
    const found = byRef.get(order.ref) ?? []
    const problems: string[] = []
    if (ids.size > 1) problems.push(`P16 ${order.ref} was answered with the jobs ${[...ids].join(', ')}`)
    if (found.length > 1) problems.push(`P16 ${order.ref} has ${found.length} jobs`)
    for (const id of ids)
      if (!found.some((row) => row.id === id)) problems.push(`P1 ${id} was promised and is not there`)
    if (outcome === 'fail' && found.length > 0)
      problems.push(`P28 ${order.ref} was refused (${refusal}) and has the job ${found[0]?.id}`)
    if (outcome === 'info' && order.idempotencyKey !== undefined)
      problems.push(`P16 ${order.ref} never got a clear answer: ${refusal ?? 'none'}`)
    for (const row of found)
      if (row.account !== accounts[order.account]?.id) problems.push(`P23 ${row.id} is another account's`)
    return problems
  }
  return [
    ...rows.filter(({ open }) => open).map(({ id, state }) => `P2 ${id} is still ${state}`),
    ...rows.filter(({ late }) => late).map(({ id }) => `P2 ${id} has ended long after its deadline`),
    ...placed.flatMap(judge),
  ]
}
