import { beforeAll, describe, expect, test } from 'vitest'
import { documentText } from '../scripts/document.ts'
import { operationsOf, type Described } from '../fuzz/document.ts'
import { errorOf, readError } from './helpers/envelope.ts'
import { foreignFields, type ForeignField } from './isolation/fields.ts'
import { prepareVictim, type Victim } from './isolation/victim.ts'
import { sharedApp } from './helpers/shared-app.ts'

/**
 * Every route that takes the id of something, with the id of somebody else's: made from the document, so that a new route is
 * tried too. One whose field has no sample fails here until `isolation/victim.ts` has one.
 */
const app = sharedApp()
const routes = operationsOf(JSON.parse(documentText())).filter(({ scopes }) => scopes.length > 0)
const fields = routes.flatMap((one) => foreignFields(one, JSON.parse(documentText())))
let victim: Victim
let stranger: { key: string }
let before: unknown
/** All that a stranger was told. */
const told: string[] = []

beforeAll(async () => {
  victim = await prepareVictim(app.current)
  stranger = await app.current.newAccount('100')
  await app.current.stopRunner()
  // Deliveries of its own last events are written a little later than the job ends.
  before = await victim.state()
})

/** A call with `id` in the field; everything else as the document shows it. */
async function callWith(field: ForeignField, id: string, key: string): Promise<Response> {
  const request = field.requestWith(id, victim.samples[field.pathKind ?? ''])
  const response = await app.current.call(request.path, { ...request.init, key })
  return response
}

describe('the id of somebody else', () => {
  test('is known for every route that takes one', () => {
    expect(fields.length).toBeGreaterThan(25)
    const missing = fields.filter(({ kind }) => victim.samples[kind] === undefined)
    expect(missing.map(({ title }) => title)).toEqual([])
  })

  test.each(fields)('$title leads nowhere, as if it were not there', async (field) => {
    const id = victim.samples[field.kind] ?? ''
    const response = await callWith(field, id, stranger.key)
    const copy = response.clone()
    const text = await response.text()
    told.push(text.replaceAll(id, ''))
    if (field.mayBeIgnored) {
      // A place in a list: it may be refused or mean nothing, but never shows the list of somebody else.
      expect([200, 204, 400, 404]).toContain(copy.status)
      return
    }
    const theirs = await readError(copy)
    const nowhere = await callWith(field, field.nowhere(id), stranger.key)
    expect([copy.status, theirs.code]).toEqual([field.status, field.code])
    const { message, ...rest } = await readError(nowhere)
    expect([nowhere.status, { ...rest, message: message.replaceAll(field.nowhere(id), id) }]).toEqual([
      copy.status,
      theirs,
    ])
  })

  test.each(fields.filter(({ mayBeIgnored }) => !mayBeIgnored))(
    '$title is the owner’s own affair: for the owner it leads somewhere',
    async (field) => {
      if (field.changesThings) return
      const response = await callWith(field, victim.samples[field.kind] ?? '', victim.key)
      expect(response.status, await response.clone().text()).not.toBe(field.status)
    },
  )
})

describe('a stranger', () => {
  const lists = routes.filter(({ method, parameters }) => method === 'GET' && parameters.path.length === 0)

  test.each(lists)('$title shows nothing of others', async (one: Described) => {
    told.push(await (await app.current.call(one.path, { key: stranger.key })).text())
  })

  test('was told nothing that is the victim’s', () => {
    const text = told.join('\n')
    for (const secret of victim.secrets) expect(text).not.toContain(secret)
  })

  test('changed nothing that is the victim’s', async () => {
    expect(await victim.state()).toEqual(before)
  })

  test('has an Idempotency-Key of its own, whoever else uses the same', async () => {
    const json = { model: 'mock/image', kind: 'image', input: { prompt: 'another', size: '64x64' } }
    const headers = { 'idempotency-key': victim.idempotencyKey }
    const response = await app.current.call('/v1/jobs', { json, headers, key: stranger.key })
    expect(response.status).toBe(202)
    expect(response.headers.get('idempotent-replayed')).toBeNull()
  })

  test('may not open /admin', async () => {
    const response = await app.current.call(`/admin/jobs/${victim.samples['job']}`, { key: stranger.key })
    expect(await errorOf(response)).toMatchObject({ status: 403, code: 'insufficient_scope' })
  })
})
