import { setTimeout as sleep } from 'node:timers/promises'
import { ADMIN_KEY, type TestApp } from '../test/helpers/create-test-app.ts'
import { png } from '../test/helpers/png.ts'
import { createPool, type Pool } from './pool.ts'

const image = { model: 'mock/image', kind: 'image', input: { prompt: 'a kite', size: '64x64' } }
const video = { model: 'mock/video', kind: 'video', input: { prompt: '[[slow]] a kite' } }
const COUNT = 25

/** Things that exist before the first request, so that ids lead somewhere. The runner of the app has to be running. */
export async function prepare(app: TestApp, { worked }: { worked: boolean }): Promise<Pool> {
  const { key, account_id: account } = await app.newAccount('100000000')
  const other = await app.newAccount('1000')
  const keys = app.service.apiKeys
  const revoked = await keys.create(account, { name: 'revoked' })
  await keys.revoke(revoked.id)
  const reader = await keys.create(account, { name: 'reader', scopes: ['read'] })
  const finished = await app.startJob(image, { key })
  const result = (await app.endOf(finished, { key })).output[0]?.asset_id ?? ''

  const many = async (make: () => Promise<string>, count = COUNT): Promise<string[]> => {
    const ids: string[] = []
    for (let n = 0; n < count; n += 1) ids.push(await make())
    return ids
  }
  const created = async (path: string, json: unknown, expect: number, owner = key): Promise<string> =>
    String((await app.json(path, { json, expect, key: owner }))['id'])
  const upload = async (owner: string): Promise<string> => {
    const body = new FormData()
    body.append('file', new Blob([new Uint8Array(png(1, 1))]), 'a.png')
    return String((await app.json('/v1/uploads', { body, expect: 201, key: owner }))['id'])
  }
  const endpoint = { url: 'https://8.8.8.8/hooks', events: ['job.canceled'] }
  const own: Record<string, string[]> = {
    'webhook-endpoint': await many(() => created('/v1/webhook-endpoints', endpoint, 201), 5),
    job: [finished, ...(await many(() => created('/v1/jobs', image, 202)))],
    video: await many(() => created('/v1/jobs', video, 202)),
    asset: [result, ...(await many(() => upload(key), 12))],
    quote: await many(() => created('/v1/quotes', image, 200), 5),
    // Not the caller's: a daily limit on it would end all orders.
    account: [other.account_id, (await app.newAccount('5')).account_id],
    'api-key': [revoked.id],
    transaction: await transactionsOf(app, other.key),
  }
  const theirs = [await created('/v1/jobs', video, 202, other.key), await upload(other.key), other.id]
  own['webhook-delivery'] = await deliveriesOf(app, key, own['video'] ?? [])
  own['unknown-job'] = await unknownJobs(app, key)
  const recording = await recordingOf(app, key)
  if (!worked) await app.stopRunner()
  const models = app.service.models.list().map(({ id }) => id)
  return createPool({
    key,
    adminKey: ADMIN_KEY,
    otherKeys: [revoked.key, reader.key, other.key, ADMIN_KEY, 'jt_live_x', 'whsec_x', `${key}x`],
    own,
    foreign: [...theirs, 'job_00000000000000000000000000000000', 'x'],
    models: [...models, ...models.map((id) => id.replace('mock/', '')), 'runway/gen4.5'],
    modelsOf: { transcriptions: 'mock/transcription', translations: 'mock/translation' },
    recording,
    cursors: await cursorsOf(app, [key, other.key]),
    orders: [
      image,
      video,
      { ...image, kind: 'video' },
      { model: 'mock/speech', kind: 'speech', input: { text: 'Hi' } },
    ],
  })
}

async function deliveriesOf(app: TestApp, key: string, jobs: string[]): Promise<string[]> {
  for (const job of jobs.slice(-3)) await app.json(`/v1/jobs/${job}/cancel`, { method: 'POST', key })
  for (;;) {
    const { data } = await app.json('/v1/webhook-deliveries', { key })
    if (Array.isArray(data) && data.length > 0) return data.map((one: { id: string }) => one.id)
    await sleep(20)
  }
}

/** Jobs of which nobody knows whether the vendor took them, for as long as a run lasts. */
async function unknownJobs(app: TestApp, key: string): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < 10; n += 1)
    ids.push(await app.startJob({ ...video, input: { prompt: `kite ${n} [[lost_reply]]` } }, { key }))
  const isUnknown = async (id: string): Promise<boolean> =>
    (await app.service.jobs.inspect(id)).attempts.at(-1)?.state === 'unknown'
  for (const id of ids) while (!(await isUnknown(id))) await sleep(20)
  return ids
}

async function recordingOf(app: TestApp, key: string): Promise<Buffer> {
  const json = { model: 'mock/speech', input: 'Hello', voice: 'alto', response_format: 'wav' }
  return Buffer.from(await (await app.call('/v1/audio/speech', { json, key })).arrayBuffer())
}

async function transactionsOf(app: TestApp, key: string): Promise<string[]> {
  const { data } = await app.json('/v1/credits/ledger', { key })
  return Array.isArray(data) ? data.map((one: { id: string }) => one.id) : []
}

async function cursorsOf(app: TestApp, keys: string[]): Promise<string[]> {
  const cursors: string[] = ['x', Buffer.from('{"id":"x"}').toString('base64url')]
  for (const key of keys)
    for (const path of ['/v1/jobs', '/v1/credits/ledger', '/v1/webhook-deliveries'])
      cursors.push(String((await app.json(`${path}?limit=1`, { key }))['next_cursor']))
  return cursors
}
