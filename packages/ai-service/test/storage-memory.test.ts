import { expect, it } from 'vitest'
import { benchStorage } from '../bench/storage.ts'

it('carries 128 MiB from a vendor to S3 without holding them', { timeout: 120_000 }, async () => {
  const { service } = await benchStorage(128, { floor: false })
  expect(service.growth).toBeLessThan(64)
})
