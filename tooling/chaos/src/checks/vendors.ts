import type { Evidence } from '../report.ts'

interface Accepted {
  route: string
  id: string
  body: unknown
}

interface Known {
  id: string
  ref: string
  state: string
  resubmits: number
  orphans: number
  attempts: { state: string; task: string | null }[]
}

/** P4 to P6, P14: the vendors' own books against ours. */
export async function checkVendors({ sql, deployment, placed }: Evidence): Promise<string[]> {
  const response = await fetch(`${deployment.vendorsUrl}/_sim/accepted`)
  const books: Record<string, Accepted[]> = JSON.parse(await response.text())
  const { rows } = await sql.query<Known>(`
    select j.id, j.metadata->>'ref' as ref, j.state,
           (select count(*)::int from orphan o where o.job_id = j.id) as orphans,
           (select count(*)::int from orphan o where o.job_id = j.id and o.reason like 'resubmit%') as resubmits,
           (select coalesce(json_agg(json_build_object('state', a.state, 'task', a.vendor_task_id) order by a.number), '[]')
              from attempt a where a.job_id = j.id) as attempts
      from job j`)
  const jobs = new Map(rows.map((row) => [row.ref, row]))
  const refs = new Map(placed.map(({ order }) => [order.nonce, order.ref]))
  const { promptWord } = deployment.secrets
  const nonce = new RegExp(`${promptWord}\\d+q`)
  const perJob = new Map<string, Accepted[]>()
  for (const work of Object.values(books).flat()) {
    const ref = refs.get(nonce.exec(JSON.stringify(work.body))?.[0] ?? '')
    if (ref !== undefined) perJob.set(ref, [...(perJob.get(ref) ?? []), work])
  }
  return [...perJob]
    .flatMap(([ref, works]) => judge(ref, works, jobs.get(ref)))
    .concat(chatsTwice(books, promptWord))
}

/** A chat is asked for once by its customer, so a vendor takes it once. */
function chatsTwice(books: Record<string, Accepted[]>, promptWord: string): string[] {
  const nonce = new RegExp(`${promptWord}chat\\d+q`)
  const all = Object.values(books).flat()
  const byChat = Map.groupBy(all, ({ body }) => nonce.exec(JSON.stringify(body))?.[0])
  return [...byChat].flatMap(([chat, works]) =>
    chat !== undefined && works.length > 1 ? [`P6 ${chat} was accepted ${works.length} times`] : [],
  )
}

function judge(ref: string, works: readonly Accepted[], known: Known | undefined): string[] {
  const told = works.map(({ route, id }) => `${route} ${id}`).join(', ')
  if (known === undefined) return [`P6 ${ref} has no job, and a vendor accepted ${told}`]
  const { id, state, attempts, resubmits, orphans } = known
  const ours = `${id} (${state}, attempts ${attempts.map((one) => `${one.state}:${one.task ?? '-'}`).join(' ')}, ${orphans} orphans)`
  const problems: string[] = []
  if (works.length > 1 + resubmits)
    problems.push(`P6 ${ours} was accepted ${works.length} times with ${resubmits} resubmits: ${told}`)
  const tasks = new Set(attempts.map(({ task }) => task))
  const unnamed = works.filter((work) => !tasks.has(work.id)).length
  const atOnce = attempts.filter((one) => one.state === 'accepted' && one.task === null).length
  if (unnamed > atOnce + orphans) problems.push(`P14 ${ours} does not account for all of ${told}`)
  return problems
}
