import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { documentText } from '../scripts/document.ts'
import { createChecker } from '../fuzz/checker.ts'
import { operationsOf, type Described } from '../fuzz/document.ts'
import { ADMIN_KEY } from './helpers/create-test-app.ts'
import { errorOf } from './helpers/envelope.ts'
import { sharedApp } from './helpers/shared-app.ts'

const FILE = fileURLToPath(new URL('../openapi.json', import.meta.url))
const document: unknown = JSON.parse(documentText())
const described = operationsOf(document)
const checker = createChecker(document)
const app = sharedApp({ environment: { ALLOW_PRIVATE_NETWORK: '1' } })

test('the committed document is the one that is served: write it with `pnpm run openapi`', async () => {
  expect(documentText() === (await readFile(FILE, 'utf8'))).toBe(true)
  const served = await app.current.json('/openapi.json', { key: null })
  expect(served).toEqual(Object.assign({}, document, { servers: [{ url: app.current.url }] }))
})

test('a strict linter finds nothing in it', async () => {
  const linter = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js')
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const lint = promisify(execFile)(
    process.execPath,
    [linter, 'lint', '--extends', 'recommended-strict', FILE],
    { env },
  )
  expect((await lint.catch((error: unknown) => error)) as object).toMatchObject({
    stderr: expect.stringContaining('valid'),
  })
}, 120_000)

describe('each route', () => {
  test.each(described)('$title has a name, one tag, a summary and says who may call it', ({ operation }) => {
    expect(operation).toMatchObject({
      operationId: expect.stringMatching(/^[a-z][A-Za-z]+$/),
      tags: [expect.any(String)],
      summary: expect.any(String),
      security: expect.any(Array),
      ...('requestBody' in operation && { requestBody: { required: true } }),
    })
  })

  test.each(described.filter((one) => one.body !== undefined || one.answersJson))(
    '$title has examples, and they fit',
    (one) => {
      expect(checker.examples(one)).toEqual([])
    },
  )

  /** Those that need something which is not there: an account, a corrected entry, an unknown outcome. */
  const plain = described.filter((one) => one.jsonBody !== undefined && one.parameters.path.length === 0)

  test.each(plain)('$title: its example works as it is', async (one) => {
    const json = one.jsonBody?.example
    const key = one.isAdmin ? { key: ADMIN_KEY } : {}
    const response = await app.current.call(one.path, { method: one.method, json, ...key })
    const { status } = response
    const headers = Object.fromEntries(response.headers)
    expect(checker.reply(one, { status, headers, body: await response.text() })).toEqual([])
    expect(status).toBeLessThan(300)
  })
})

describe('a key', () => {
  const tenant = described.filter((one) => one.scopes.length > 0)
  const withScope = async (scope: 'read' | 'write') => {
    const { account_id: id } = await app.current.newAccount()
    return (await app.current.service.apiKeys.create(id, { name: scope, scopes: [scope] })).key
  }
  const refusal = (one: Described, key: string) =>
    app.current.call(one.path.replaceAll(/\{\w+\}/g, 'x'), { method: one.method, key })

  test('does what its scope says, on every route, and nothing else', async () => {
    const keys = { read: await withScope('read'), write: await withScope('write') }
    for (const one of tenant) {
      const [needed] = one.scopes
      const [right, wrong] = needed === 'read' ? [keys.read, keys.write] : [keys.write, keys.read]
      const refused = await refusal(one, wrong)
      expect(refused.headers.get('www-authenticate')).toContain(`scope="${needed}"`)
      expect(await errorOf(refused), one.title).toMatchObject({ status: 403, code: 'insufficient_scope' })
      expect((await refusal(one, right)).status, one.title).not.toBe(403)
    }
  })
})
