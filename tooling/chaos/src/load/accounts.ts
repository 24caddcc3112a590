import { codeOf } from './customers.ts'
import type { Answer, Requests } from './requests.ts'

export interface Account {
  id: string
  key: string
  /** In credits. */
  granted: number
  /** Signs its webhooks; undefined: it wants none. */
  secret: string | undefined
}

const RICH = 100_000
const POOR = 15

/** Most have enough; the last ones have not. Every other one hears of everything at the receiver. */
export async function openAccounts(
  requests: Requests,
  options: { adminKey: string; count: number; receiverUrl: string },
): Promise<Account[]> {
  const { adminKey, count, receiverUrl } = options
  const admin = async (path: string, body: unknown): Promise<Answer> =>
    expectOk(await requests.send(path, { method: 'POST', key: adminKey, body }), path)
  const hear = async (id: string, key: string): Promise<string> => {
    const body = { url: `${receiverUrl}/${id}` }
    const made = await requests.send('/v1/webhook-endpoints', { method: 'POST', key, body })
    return String(expectOk(made, 'webhook endpoint').json['secret'])
  }
  const accounts: Account[] = []
  for (let index = 0; index < count; index += 1) {
    const id = String((await admin('/admin/accounts', { name: `account ${index}` })).json['id'])
    const granted = index >= count - 2 ? POOR : RICH
    await admin(`/admin/accounts/${id}/credits`, { amount: String(granted), reference: `first:${id}` })
    const key = String((await admin(`/admin/accounts/${id}/api-keys`, {})).json['key'])
    accounts.push({ id, key, granted, secret: index % 2 === 0 ? await hear(id, key) : undefined })
  }
  return accounts
}

function expectOk(answer: Answer | undefined, what: string): Answer {
  if (answer === undefined || answer.status >= 300)
    throw new Error(`${what}: ${answer === undefined ? 'no answer' : `${answer.status} ${codeOf(answer)}`}`)
  return answer
}
