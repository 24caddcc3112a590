import { z } from 'zod'

const idSchema = z.looseObject({ id: z.string() })
const keySchema = z.looseObject({ key: z.string() })
const jobSchema = z.looseObject({ status: z.string(), output: z.array(z.looseObject({ url: z.string() })) })

/** As an operator and then as a customer: account, credits, key, one picture, its bytes. */
export async function makePicture(api: string, adminKey: string): Promise<Uint8Array> {
  const asOperator = (path: string, body: object): Promise<unknown> =>
    post(`${api}/admin/${path}`, adminKey, body)
  const account = idSchema.parse(await asOperator('accounts', { name: 'first' }))
  await asOperator(`accounts/${account.id}/credits`, { amount: '10', reason: 'proof' })
  const { key } = keySchema.parse(await asOperator(`accounts/${account.id}/api-keys`, { name: 'proof' }))
  const order = { model: 'mock/image', kind: 'image', input: { prompt: 'a red kite over the sea' } }
  const { id } = idSchema.parse(await post(`${api}/v1/jobs`, key, order))
  const headers = { authorization: `Bearer ${key}` }
  const reply = await fetch(`${api}/v1/jobs/${id}?wait=30`, { headers })
  const job = jobSchema.parse(await reply.json())
  const [file] = job.output
  if (job.status !== 'succeeded' || file === undefined) throw new Error(`the job is ${JSON.stringify(job)}`)
  return (await fetch(file.url, { headers })).bytes()
}

async function post(url: string, key: string, body: object): Promise<unknown> {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!reply.ok) throw new Error(`POST ${url}: ${reply.status} ${await reply.text()}`)
  return reply.json()
}
