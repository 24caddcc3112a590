import { expect, it } from 'vitest'
import { sharedService } from './helpers/shared-service.ts'

const test = sharedService({ running: false })

const recently = { maxAgeMs: 60_000 }

it('a key that was seen valid is taken without a look for as long as is allowed, unless it was revoked here', async () => {
  const { service, sql, principal } = test.current
  const { id, key } = await service.apiKeys.create(principal.accountId, { name: 'known' })
  const known = { accountId: principal.accountId, apiKeyId: id }
  expect(await service.apiKeys.authenticate(key, recently)).toMatchObject(known)

  // As another process does it.
  await sql.query('update api_key set revoked_at = now() where id = $1', [id])
  expect(await service.apiKeys.authenticate(key, recently)).toMatchObject(known)
  await expect(service.apiKeys.authenticate(key)).rejects.toMatchObject({ code: 'key_revoked' })
  // Once it was found to be revoked it is known no more.
  await expect(service.apiKeys.authenticate(key, recently)).rejects.toMatchObject({ code: 'key_revoked' })

  const other = await service.apiKeys.create(principal.accountId, { name: 'known, too' })
  await service.apiKeys.authenticate(other.key, recently)
  await service.apiKeys.revoke(other.id)
  await expect(service.apiKeys.authenticate(other.key, recently)).rejects.toMatchObject({
    code: 'key_revoked',
  })
})

it('keys that are looked up in turn share one connection, and each is told apart', async () => {
  const { service, runtime, principal, sql } = test.current
  const keys = await Promise.all(
    Array.from({ length: 60 }, () => service.apiKeys.create(principal.accountId, { name: 'one of many' })),
  )
  const [gone, revoked] = keys
  await sql.query('delete from api_key where id = $1', [gone?.id])
  await service.apiKeys.revoke(revoked?.id ?? '')
  const before = runtime.pool()
  const asked = Promise.allSettled(keys.map(({ key }) => service.apiKeys.authenticate(key, { inTurn: true })))
  const busy: number[] = []
  const watching = setInterval(() => {
    const { total, idle, waiting } = runtime.pool()
    busy.push(total - idle + waiting)
  }, 1)
  const results = await asked
  clearInterval(watching)
  expect(before.total - before.idle).toBe(0)
  expect(Math.max(0, ...busy)).toBeLessThanOrEqual(1)
  const outcomes = results.map((one) =>
    one.status === 'fulfilled' ? one.value.apiKeyId : Reflect.get(Object(one.reason), 'code'),
  )
  expect(outcomes).toEqual(['invalid_api_key', 'key_revoked', ...keys.slice(2).map(({ id }) => id)])
})

it('recalls whose key it was, until it is found to be wrong', async () => {
  const { service, sql, principal } = test.current
  const { id, key } = await service.apiKeys.create(principal.accountId, { name: 'known' })
  expect(service.apiKeys.recall(key)).toBeUndefined()
  await service.apiKeys.authenticate(key)
  expect(service.apiKeys.recall(key)).toMatchObject({ accountId: principal.accountId, apiKeyId: id })
  await sql.query('update api_key set revoked_at = now() where id = $1', [id])
  await expect(service.apiKeys.authenticate(key)).rejects.toMatchObject({ code: 'key_revoked' })
  expect(service.apiKeys.recall(key)).toBeUndefined()
})
