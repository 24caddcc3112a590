import { createHash } from 'node:crypto'
import type { Placed } from '../load/customers.ts'
import type { Random } from '../random.ts'
import type { Evidence } from '../report.ts'

const MAX_LOOKED_AT = 400
const AT_ONCE = 8

/** P24, P23: what succeeded can be fetched whole by its owner, and by nobody else. */
export async function checkOutputs(evidence: Evidence, random: Random): Promise<string[]> {
  const known = evidence.placed.filter(({ jobId }) => jobId !== undefined)
  const some = known.length <= MAX_LOOKED_AT ? known : sample(known, random)
  const problems: string[] = []
  for (let start = 0; start < some.length; start += AT_ONCE) {
    const found = await Promise.all(some.slice(start, start + AT_ONCE).map((one) => look(evidence, one)))
    problems.push(...found.flat())
  }
  return problems
}

const sample = (list: readonly Placed[], random: Random): Placed[] =>
  Array.from({ length: MAX_LOOKED_AT }, () => random.pick(list))

async function look({ requests, accounts }: Evidence, { order, jobId }: Placed): Promise<string[]> {
  const owner = accounts[order.account]
  const stranger = accounts[(order.account + 1) % accounts.length]
  if (owner === undefined || stranger === undefined) return []
  const path = `/v1/jobs/${jobId}`
  const job = await requests.send(path, { key: owner.key })
  if (job?.status !== 200) return [`P1 ${jobId} is answered with ${job?.status}`]
  const problems: string[] = []
  const foreign = await requests.send(path, { key: stranger.key })
  if (foreign?.status !== 404) problems.push(`P23 a stranger is answered ${foreign?.status} for ${jobId}`)
  const outputs = Array.isArray(job.json['output']) ? job.json['output'] : []
  if ((job.json['status'] === 'succeeded') !== outputs.length > 0)
    problems.push(`P24 ${jobId} is ${String(job.json['status'])} and has ${outputs.length} files`)
  for (const output of outputs) {
    const asset = `/v1/assets/${output.asset_id}/content`
    const bytes = await requests.download(asset, owner.key)
    const hash = bytes === undefined ? 'nothing' : createHash('sha256').update(bytes).digest('hex')
    if (hash !== output.sha256 || bytes?.length !== output.bytes)
      problems.push(`P24 ${jobId}: ${asset} is ${hash}, not ${output.sha256}`)
    if ((await requests.download(asset, stranger.key)) !== undefined)
      problems.push(`P23 a stranger gets ${asset}`)
  }
  return problems
}
