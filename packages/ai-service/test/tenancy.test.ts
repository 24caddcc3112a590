import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { AIService, CreateJobInput, Principal } from '../src/index.ts'
import { sharedService } from './helpers/shared-service.ts'

type VerbsOf<G extends keyof AIService> = {
  [V in keyof AIService[G] & string]: AIService[G][V] extends (first: Principal, ...rest: never[]) => unknown
    ? AIService[G][V] extends (first: string, ...rest: never[]) => unknown
      ? never
      : `${G}.${V}`
    : never
}[keyof AIService[G] & string]
/** Every verb that is asked on behalf of somebody. */
type Verb = {
  [G in keyof AIService]: AIService[G] extends (...args: never[]) => unknown ? never : VerbsOf<G>
}[keyof AIService]

interface Ids {
  job: string
  asset: string
  quote: string
  endpoint: string
  delivery: string
}
/** Asks for what belongs to somebody else. */
type Row = (service: AIService, who: Principal, theirs: Ids) => Promise<unknown>
const TAKES_NO_ID = 'takes no id'

const PICTURE: CreateJobInput = { model: 'mock/image', kind: 'image', input: { prompt: 'a', size: '64x64' } }
const edit = (asset: string): CreateJobInput => ({
  model: 'mock/image-edit',
  kind: 'image_edit',
  input: { prompt: 'a', images: [{ asset_id: asset }] },
})

/** Does not compile without a row for each verb there is. */
const MATRIX: Record<Verb, Row | typeof TAKES_NO_ID> = {
  'credits.balance': TAKES_NO_ID,
  'credits.ledger': TAKES_NO_ID,
  'credits.spend': TAKES_NO_ID,
  'jobs.create': ({ jobs }, who, { asset }) => jobs.create(who, edit(asset)),
  'jobs.get': ({ jobs }, who, { job }) => jobs.get(who, job),
  'jobs.list': TAKES_NO_ID,
  'jobs.hide': ({ jobs }, who, { job }) => jobs.hide(who, job),
  'jobs.history': ({ jobs }, who, { job }) => jobs.history(who, job),
  'jobs.cancel': ({ jobs }, who, { job }) => jobs.cancel(who, job),
  'jobs.wait': ({ jobs }, who, { job }) => jobs.wait(who, job, { timeoutMs: 2_000 }),
  'jobs.events': ({ jobs }, who, { job }) => jobs.events(who, job),
  'webhooks.createEndpoint': TAKES_NO_ID,
  'webhooks.listEndpoints': TAKES_NO_ID,
  'webhooks.getEndpoint': ({ webhooks }, who, { endpoint }) => webhooks.getEndpoint(who, endpoint),
  'webhooks.deleteEndpoint': ({ webhooks }, who, { endpoint }) => webhooks.deleteEndpoint(who, endpoint),
  'webhooks.enableEndpoint': ({ webhooks }, who, { endpoint }) => webhooks.enableEndpoint(who, endpoint),
  'webhooks.rotateSecret': ({ webhooks }, who, { endpoint }) => webhooks.rotateSecret(who, endpoint),
  'webhooks.getSecret': TAKES_NO_ID,
  'webhooks.rotateAccountSecret': TAKES_NO_ID,
  'webhooks.listDeliveries': ({ webhooks }, who, { endpoint: endpointId }) =>
    webhooks.listDeliveries(who, { endpointId }),
  'webhooks.redeliver': ({ webhooks }, who, { delivery }) => webhooks.redeliver(who, delivery),
  'quotes.create': TAKES_NO_ID,
  'assets.get': ({ assets }, who, { asset }) => assets.get(who, asset),
  'assets.create': TAKES_NO_ID,
  'assets.list': TAKES_NO_ID,
  'assets.delete': ({ assets }, who, { asset }) => assets.delete(who, asset),
  'assets.link': ({ assets }, who, { asset }) => assets.link(who, asset),
  'assets.open': ({ assets }, who, { asset }) => assets.open(who, asset),
  'chat.complete': TAKES_NO_ID,
  'chat.stream': TAKES_NO_ID,
  'embeddings.create': TAKES_NO_ID,
}

const shared = sharedService({ environment: { ALLOW_PRIVATE_NETWORK: '1' } })
let theirs: Ids
let stranger: Principal

beforeAll(async () => {
  const { service, principal, runtime } = shared.current
  const { id: endpoint } = await service.webhooks.createEndpoint(principal, {
    url: 'http://127.0.0.1:9/hooks',
  })
  const { job } = await service.jobs.create(principal, PICTURE)
  const done = await service.jobs.wait(principal, job.id, { timeoutMs: 20_000 })
  await runtime.runner.stop({ timeoutMs: 5_000 })
  theirs = {
    // Not yet taken, so that a cancel would succeed.
    job: (await service.jobs.create(principal, PICTURE)).job.id,
    asset: done.output[0]?.asset_id ?? '',
    quote: (await service.quotes.create(principal, PICTURE)).id,
    endpoint,
    delivery: (await service.webhooks.listDeliveries(principal, {})).data[0]?.id ?? '',
  }
})
beforeEach(async () => {
  stranger = await shared.current.newAccount('100')
})

/** All that belongs to the owner. */
async function everything(): Promise<unknown> {
  const { sql, principal } = shared.current
  const tables = [
    'job',
    'asset',
    'quote',
    'webhook_endpoint',
    'webhook_secret',
    'webhook_delivery',
    'ledger_account',
  ]
  const rows = await Promise.all(
    tables.map((table) =>
      sql.query(`select to_jsonb(t) as row from ${table} t where account_id = $1 order by id`, [
        principal.accountId,
      ]),
    ),
  )
  return rows.map((one) => one.rows)
}

const rows = Object.entries(MATRIX).flatMap(([verb, row]) => (row === TAKES_NO_ID ? [] : [{ verb, row }]))

it.each(rows)('$verb does not find what belongs to somebody else, and changes nothing', async ({ row }) => {
  const { service } = shared.current
  const before = await everything()
  const foreign = await row(service, stranger, theirs).catch((error: unknown) => error)
  expect(foreign).toMatchObject({ code: 'not_found' })
  expect(await everything()).toEqual(before)
  // Word for word what is said of an id that never was.
  const nowhere = Object.fromEntries(
    Object.entries(theirs).map(([name, id]) => [name, id.replace(/[0-9a-f]{32}$/, '0'.repeat(32))]),
  )
  const never = await row(service, stranger, { ...theirs, ...nowhere }).catch((error: unknown) => error)
  expect(String(never)).toBe(String(foreign))
})

it('the owner finds all of it', async () => {
  const { service, principal } = shared.current
  const { job, asset, endpoint, delivery } = theirs
  await service.jobs.get(principal, job)
  await service.assets.get(principal, asset)
  await service.webhooks.getEndpoint(principal, endpoint)
  await service.webhooks.redeliver(principal, delivery)
})

it('a quote of somebody else is unknown', async () => {
  const call = shared.current.service.jobs.create(stranger, { ...PICTURE, quote_id: theirs.quote })
  await expect(call).rejects.toMatchObject({ code: 'invalid_request', param: 'quote_id' })
})
