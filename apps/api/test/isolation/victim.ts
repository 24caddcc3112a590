import type { TestApp } from '../helpers/create-test-app.ts'
import { png } from '../helpers/png.ts'

export interface Victim {
  key: string
  idempotencyKey: string
  /** Kind of thing → the id of one, or a place in one of the victim's lists. */
  samples: Record<string, string>
  /** Words that no stranger may ever see. */
  secrets: string[]
  /** What it has now. */
  state(): Promise<unknown>
}

const PROMPT = 'a-private-prompt-of-the-victim'
const image = { model: 'mock/image', kind: 'image', input: { prompt: PROMPT, size: '64x64' } }
const video = { model: 'mock/video', kind: 'video', input: { prompt: PROMPT } }

/** An account that has one of everything. */
export async function prepareVictim(app: TestApp): Promise<Victim> {
  const { key } = await app.newAccount('100')
  const idempotencyKey = 'order-of-the-victim'
  const create = async (path: string, json: unknown): Promise<Record<string, string>> => {
    const response = await app.call(path, {
      json,
      key,
      headers: { 'idempotency-key': idempotencyKey + path },
    })
    if (response.status >= 300) throw new Error(`${path}: ${await response.text()}`)
    return (await response.json()) as Record<string, string>
  }
  const endpoint = await create('/v1/webhook-endpoints', { url: 'https://8.8.8.8/hooks' })
  const first = await app.startJob(image, { key, headers: { 'idempotency-key': idempotencyKey } })
  await app.endOf(first, { key })
  const second = await app.startJob(video, { key })
  await app.endOf(second, { key })
  const quote = await create('/v1/quotes', image)
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(png(8, 8))]), 'a.png')
  const asset = await app.json('/v1/uploads', { body, key, expect: 201 })
  const page = async (path: string): Promise<Record<string, unknown>> => app.json(`${path}?limit=1`, { key })
  const deliveries = await page('/v1/webhook-deliveries')
  const [delivery] = deliveries['data'] as { id: string; event_id: string }[]
  const cursorOf = async (path: string) => String((await page(path))['next_cursor'])

  const samples: Record<string, string> = {
    job: first,
    video: second,
    asset: String(asset['id']),
    quote: String(quote['id']),
    'webhook-endpoint': String(endpoint['id']),
    'webhook-delivery': String(delivery?.id),
    'last-event-id': '2',
    'cursor of /v1/jobs': await cursorOf('/v1/jobs'),
    'cursor of /v1/assets': await cursorOf('/v1/assets').catch(() => 'x'),
    'cursor of /v1/credits/ledger': await cursorOf('/v1/credits/ledger'),
    'cursor of /v1/webhook-deliveries': await cursorOf('/v1/webhook-deliveries'),
    'cursor of /v1/webhook-endpoints': await cursorOf('/v1/webhook-deliveries'),
    'after of /v1/videos': second,
  }
  const state = () => stateOf(app, key, samples)
  const { secret } = await app.json('/v1/webhook-secret', { key })
  const secrets = [
    PROMPT,
    first,
    second,
    samples['asset'],
    samples['quote'],
    endpoint['id'],
    endpoint['secret'],
  ]
  return {
    key,
    idempotencyKey,
    samples,
    secrets: [...secrets, delivery?.event_id, String(secret)].filter((word) => word !== undefined),
    state,
  }
}

/** Everything that can be read of it, in the words of the API. */
async function stateOf(app: TestApp, key: string, samples: Record<string, string>): Promise<unknown> {
  const paths = [
    '/v1/jobs',
    '/v1/credits',
    '/v1/credits/ledger',
    '/v1/webhook-endpoints',
    '/v1/webhook-secret',
    `/v1/assets/${samples['asset']}`,
  ]
  const read = async (path: string): Promise<unknown> => app.json(path, { key })
  const deliveries = await app.json('/v1/webhook-deliveries', { key })
  const data = deliveries['data'] as { id: string }[]
  return [...(await Promise.all(paths.map(read))), data.map(({ id }) => id)]
}
