import type { Evidence } from '../report.ts'

interface Delivery {
  event: string
  job: string
  sequence: number
  account: string
  status: string
}

/** P19 to P21: every event was heard, or stands in the list of what was not; signed, under one id, with one body. */
export async function checkWebhooks({
  sql,
  receiver,
  placed,
  requests,
  accounts,
}: Evidence): Promise<string[]> {
  const problems = receiver.badSignatures.map((what) => `P20 a signature was not accepted: ${what}`)
  const heard = new Set(receiver.heard.map(({ jobId, sequence }) => `${jobId} ${sequence}`))
  const { rows } = await sql.query<Delivery>(`
    select e.job_id as job, e.sequence, j.account_id as account, coalesce(d.status, 'none') as status,
           coalesce(d.event_id, '') as event
      from job_event e join job j on j.id = e.job_id
      left join webhook_delivery d on d.job_id = e.job_id and d.sequence = e.sequence`)
  if (heard.size === 0) problems.push('P19 nothing was heard at all')
  const listening = new Set(accounts.filter(({ secret }) => secret !== undefined).map(({ id }) => id))
  for (const { job, sequence, account, status } of rows) {
    if (!listening.has(account) || heard.has(`${job} ${sequence}`)) continue
    if (status === 'none' || status === 'delivered' || status === 'pending')
      problems.push(`P19 event ${sequence} of ${job} was never heard, and counts as ${status}`)
  }
  for (const [id, calls] of Map.groupBy(receiver.heard, ({ webhookId }) => webhookId))
    if (new Set(calls.map(({ body }) => body)).size > 1) problems.push(`P20 ${id} came with two bodies`)
  for (const [key, calls] of Map.groupBy(receiver.heard, ({ jobId, sequence }) => `${jobId} ${sequence}`))
    if (new Set(calls.map(({ webhookId }) => webhookId)).size > 1)
      problems.push(`P20 ${key} came under two ids`)
  const last = new Map(
    receiver.heard.toSorted((a, b) => a.sequence - b.sequence).map((one) => [one.jobId, one]),
  )
  const owners = new Map(placed.map(({ order, jobId }) => [jobId, accounts[order.account]]))
  for (const [jobId, { data, accountId }] of last) {
    const owner = owners.get(jobId)
    if (owner === undefined) continue
    if (owner.id !== accountId) problems.push(`P23 the events of ${jobId} went to ${accountId}`)
    const { rows: states } = await sql.query('select state, event_sequence as n from job where id = $1', [
      jobId,
    ])
    if (states[0]?.n === data['sequence'] && states[0]?.state !== data['stage'])
      problems.push(
        `P21 the last event of ${jobId} says ${String(data['stage'])}, the job ${states[0]?.state}`,
      )
  }
  const listed = await requests.send('/v1/webhook-deliveries?limit=5', { key: accounts[0]?.key ?? '' })
  if (listed?.status !== 200) problems.push(`P19 deliveries are listed with ${listed?.status}`)
  return problems
}
