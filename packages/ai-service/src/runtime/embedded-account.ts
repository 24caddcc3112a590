import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { AIService } from '../types.ts'

const GRANT = '10000'

/**
 * First start on embedded defaults: a demo account with 10,000 credits, its key alone in `dev-api-key`, the
 * operator's key in `admin-api-key`, both readable by their owner only. Later starts find them valid and change nothing.
 */
export async function prepareEmbeddedAccount(
  service: AIService,
  dataDir: string,
): Promise<{ apiKey: string; adminKey: string }> {
  await mkdir(dataDir, { recursive: true })
  const adminKey = await readOrCreate(
    join(dataDir, 'admin-api-key'),
    async () => `jt_admin_${randomBytes(24).toString('hex')}`,
  )
  const path = join(dataDir, 'dev-api-key')
  const known = await readKey(path)
  if (known !== undefined && (await isValid(service, known))) return { apiKey: known, adminKey }
  const account = await service.accounts.create({ name: 'demo' })
  await service.credits.grant(account.id, {
    amount: GRANT,
    reason: 'credits of the demo account',
    reference: `demo:${account.id}`,
  })
  const { key } = await service.apiKeys.create(account.id, { name: 'demo', environment: 'test' })
  await writeKey(path, key)
  return { apiKey: key, adminKey }
}

async function isValid(service: AIService, key: string): Promise<boolean> {
  return service.apiKeys.authenticate(key).then(
    () => true,
    () => false,
  )
}

async function readOrCreate(path: string, create: () => Promise<string>): Promise<string> {
  const known = await readKey(path)
  if (known !== undefined) return known
  const key = await create()
  await writeKey(path, key)
  return key
}

async function readKey(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '')
  return text.trim() === '' ? undefined : text.trim()
}

async function writeKey(path: string, key: string): Promise<void> {
  await writeFile(path, `${key}\n`, { mode: 0o600 })
}
