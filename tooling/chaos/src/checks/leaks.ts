import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Evidence } from '../report.ts'

/** Part of every presigned address of the simulators. */
const SIGNED_LINK = /_jwt=[\w-]{20}/
const MAX_PER_FILE = 5

/** P25, P26: no key, secret, prompt or vendor's link where others can read it. */
export async function checkLeaks(evidence: Evidence): Promise<string[]> {
  const { deployment, accounts, receiver, leaks, sql } = evidence
  const { runwayKey, stabilityKey, aihubmixKey, adminKey, promptWord } = deployment.secrets
  const keys = [runwayKey, stabilityKey, aihubmixKey, adminKey]
  const secrets = [
    ...keys,
    ...accounts.flatMap(({ key, secret }) => (secret === undefined ? [key] : [key, secret])),
  ]
  const problems = leaks.map((what) => `P25 ${what}`)
  const vendors = new URL(deployment.vendorsUrl).host

  const judge = (text: string): string | undefined => {
    if (text.includes(promptWord)) return 'words of a prompt'
    if (secrets.some((secret) => text.includes(secret))) return 'a key or secret'
    return SIGNED_LINK.test(text) ? 'a signed link' : undefined
  }
  for (const { webhookId, body } of receiver.heard) {
    const found = judge(body) ?? (body.includes(vendors) ? 'the address of a vendor' : undefined)
    if (found !== undefined) problems.push(`P26 webhook ${webhookId} tells ${found}`)
  }
  for (const file of await readdir(deployment.logsDir)) {
    let found = 0
    for await (const line of createInterface({ input: createReadStream(join(deployment.logsDir, file)) })) {
      const what = judge(line)
      if (what === undefined || (found += 1) > MAX_PER_FILE) continue
      problems.push(`P26 ${file} tells ${what}: ${line.slice(0, 300)}`)
    }
  }
  const { rows } = await sql.query<{ text: string }>(
    `select error_message as text from attempt where error_message is not null
     union all select error_message from job where error_message is not null
     union all select response_body from webhook_attempt where response_body is not null`,
  )
  for (const { text } of rows) {
    const found = judge(text) ?? (text.includes(vendors) ? 'the address of a vendor' : undefined)
    if (found !== undefined) problems.push(`P26 a column of errors tells ${found}: ${text.slice(0, 300)}`)
  }
  return problems
}
