import { startDatabaseServer } from '@jointo/test-support'
import { createRuntime, readServiceSettings } from '@jointo/ai-service'
import { createRequire } from 'node:module'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start, startForeign, type Running } from './processes.ts'

export interface Gateway {
  name: string
  process: Running
  /** Of each account that asks. */
  headers: Record<string, string>[]
  model: string
}

export interface Gateways {
  vendor: Running
  direct: Gateway
  bare: Gateway
  portkey: Gateway
  unmetered: Gateway
  metered: Gateway
  stop(): Promise<void>
}

const VENDOR_KEY = 'sk-bench-0123456789'
const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` })

/** Everybody who is measured, each in a process of its own, around the same vendor; one Postgres that waits for the disk. */
export async function startGateways(accounts: number): Promise<Gateways> {
  const vendor = await start('vendor.ts')
  const vendorUrl = `http://127.0.0.1:${vendor.port}/v1`
  const database = await startDatabaseServer({ durable: true })
  const dataDir = await mkdtemp(join(tmpdir(), 'jointo-bench-'))
  const environment = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    MOCK_PROVIDER: 'off',
    AIHUBMIX_API_KEY: VENDOR_KEY,
    AIHUBMIX_BASE_URL: vendorUrl,
  }
  const keys = await createKeys(environment, accounts)
  const bare = await start('gateways/bare-hono.ts', { VENDOR_URL: vendorUrl })
  const unmetered = await start('gateways/jointo.ts', { ...environment, UNMETERED: '1' })
  const metered = await start('gateways/jointo.ts', { ...environment, RUN_JOBS: '1' })
  const portkey = await startPortkey()
  const model = 'gpt-4o-mini'
  const own = { headers: [bearer(VENDOR_KEY)], model }
  const portkeyHeaders = {
    ...bearer(VENDOR_KEY),
    'x-portkey-provider': 'openai',
    'x-portkey-custom-host': vendorUrl,
  }
  const all = [unmetered, metered, bare, portkey, vendor]
  return {
    vendor,
    direct: { name: 'direct', process: vendor, ...own },
    bare: { name: 'bare Hono + got', process: bare, ...own },
    portkey: { name: 'Portkey', process: portkey, headers: [portkeyHeaders], model },
    unmetered: { name: 'ours, keys and credits off', process: unmetered, ...own, model: `aihubmix/${model}` },
    metered: {
      name: 'ours, keys and credits on',
      process: metered,
      headers: keys.map(bearer),
      model: `aihubmix/${model}`,
    },
    async stop() {
      for (const process of all) await process.stop()
      await database.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function startPortkey(): Promise<Running> {
  const script = createRequire(import.meta.url).resolve('@portkey-ai/gateway/build/start-server.js')
  return startForeign((port) => [script, '--headless', `--port=${port}`], { NODE_ENV: 'production' })
}

async function createKeys(environment: Record<string, string>, count: number): Promise<string[]> {
  const { service, close } = await createRuntime(readServiceSettings(environment), { worker: false })
  const keys: string[] = []
  for (let index = 0; index < count; index += 1) {
    const { id } = await service.accounts.create({ name: `bench ${index}` })
    await service.credits.grant(id, { amount: '100000000', reason: 'bench' })
    keys.push((await service.apiKeys.create(id, { name: 'bench' })).key)
  }
  await close()
  return keys
}
