import { codeOf, jobOf, type Placed } from '../load/customers.ts'
import type { Random } from '../random.ts'
import type { Evidence } from '../report.ts'

const MAX_LOOKED_AT = 60

/** P16 to P18: the same key gives the same job, another body is refused, and a refusal used nothing up. */
export async function checkReplays(evidence: Evidence, random: Random): Promise<string[]> {
  const keyed = evidence.placed.filter(({ order }) => order.idempotencyKey !== undefined)
  const done = keyed.filter(({ jobId }) => jobId !== undefined)
  const some =
    done.length <= MAX_LOOKED_AT ? done : Array.from({ length: MAX_LOOKED_AT }, () => random.pick(done))
  const problems: string[] = []
  for (const one of some) problems.push(...(await replay(evidence, one)))
  const poor = keyed.find(({ refusal }) => refusal?.startsWith('402'))
  if (poor !== undefined) problems.push(...(await payAndAskAgain(evidence, poor)))
  return problems
}

const ask = ({ requests, accounts }: Evidence, { order }: Placed, body: unknown) =>
  requests.send(order.path, {
    method: 'POST',
    key: accounts[order.account]?.key ?? '',
    headers: { 'idempotency-key': order.idempotencyKey ?? '' },
    body,
  })

async function replay(evidence: Evidence, one: Placed): Promise<string[]> {
  const { order, jobId } = one
  const problems: string[] = []
  const again = await ask(evidence, one, order.body)
  if (jobOf(again) !== jobId || again?.headers.get('idempotent-replayed') !== 'true')
    problems.push(`P16 ${order.ref} replayed is ${again?.status} ${jobOf(again)}, not ${jobId}`)
  const other = await ask(evidence, one, { ...order.body, metadata: { ref: 'another' } })
  if (other?.status !== 422 || codeOf(other) !== 'idempotency_key_reuse')
    problems.push(`P17 ${order.ref} with another body is ${other?.status}`)
  return problems
}

async function payAndAskAgain(evidence: Evidence, one: Placed): Promise<string[]> {
  const { requests, accounts, deployment } = evidence
  await requests.send(`/admin/accounts/${accounts[one.order.account]?.id}/credits`, {
    method: 'POST',
    key: deployment.secrets.adminKey,
    body: { amount: '1000' },
  })
  const again = await ask(evidence, one, one.order.body)
  return jobOf(again) !== undefined
    ? []
    : [`P18 ${one.order.ref} was refused for want of credits, and with credits is ${again?.status}`]
}
