import { expect, it } from 'vitest'
import { createTestService } from './helpers/create-test-service.ts'

const recently = { maxAgeMs: 60_000 }

it('a key that was seen valid is taken without a look for as long as is allowed, unless it was revoked here', async () => {
  const { service, sql, principal } = await createTestService({ running: false })
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
