import { request } from 'node:http'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { errorOf } from './helpers/envelope.ts'
import { sharedApp } from './helpers/shared-app.ts'

const app = sharedApp({ running: false })

/** A form that has begun and does not go on. */
async function beginForm(key: string): Promise<void> {
  const form = request(`${app.current.url}/v1/images/edits`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'multipart/form-data; boundary=b',
      'content-length': 10_000,
      expect: '100-continue',
    },
  })
  form.on('error', () => undefined)
  onTestFinished(() => void form.destroy())
  form.flushHeaders()
  await once(form, 'continue')
  form.write('--b\r\n')
}

test('forms of all accounts together have only so many places, and the next is told to come again', async () => {
  for (let account = 0; account < 4; account += 1) {
    const { key } = await app.current.newAccount('0')
    for (let form = 0; form < 4; form += 1) await beginForm(key)
  }
  const { key } = await app.current.newAccount('0')
  const order = () => {
    const form = new FormData()
    form.set('prompt', 'more wind')
    return app.current.call('/v1/images/edits', { method: 'POST', key, body: form })
  }
  await expect.poll(async () => (await order()).status, { timeout: 10_000 }).toBe(503)
  const refused = await order()
  expect(refused.headers.get('x-should-retry')).toBe('true')
  expect(await errorOf(refused)).toMatchObject({ status: 503, code: 'overloaded' })
})
