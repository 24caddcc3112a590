import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startFaultProxy, type FaultProxy } from '@jointo/fault-proxy'
import { program as programOf, type TestS3 } from '@jointo/test-support'
import type { ChaosOptions } from '../command-line.ts'
import { sharedEnvironment } from './environment.ts'
import { startHelper, type HelperProcess } from './helper-process.ts'
import { freePorts } from './ports.ts'
import { Database } from './postgres.ts'
import { Program } from './program.ts'
import { makeSecrets, type Secrets } from './secrets.ts'

const appFile = (app: string, file: string): URL =>
  new URL(`../../../../apps/${app}/src/${file}`, import.meta.url)

/** Everything that a run breaks, and the places where it does. */
export interface Deployment {
  secrets: Secrets
  database: Database
  /** Between the programs and Postgres, and between the programs and S3. */
  databaseProxy: FaultProxy
  storageProxy: FaultProxy
  vendorsUrl: string
  apis: Program[]
  apiUrls: string[]
  workers: Program[]
  logsDir: string
  close(): Promise<void>
}

export async function startDeployment(options: ChaosOptions, folder: string): Promise<Deployment> {
  const logsDir = join(folder, 'logs')
  await mkdir(logsDir, { recursive: true })
  const [database, s3, vendors] = await Promise.all([
    Database.start(join(folder, 'postgres')),
    startHelper<TestS3>('s3-process.ts'),
    startHelper<{ url: string }>('vendors-process.ts'),
  ])
  const databaseProxy = await startFaultProxy({ target: database.url })
  const storageProxy = await startFaultProxy({ target: s3.told.endpoint })
  const secrets = makeSecrets(options.seed)
  const addresses = {
    databaseUrl: databaseProxy.through(database.url),
    s3Endpoint: storageProxy.through(s3.told.endpoint).replace(/\/$/, ''),
    vendorsUrl: vendors.told.url,
    dataDir: join(folder, 'data'),
  }
  const scripts = {
    api: await programOf(appFile('api', 'main.ts'), join(folder, 'programs', 'api')),
    worker: await programOf(appFile('worker', 'main.ts'), join(folder, 'programs', 'worker')),
  }
  const cache = process.env['NODE_COMPILE_CACHE'] ?? join(folder, 'compiled')
  const env = { ...sharedEnvironment(addresses, s3.told, secrets), NODE_COMPILE_CACHE: cache }
  const ports = await freePorts(options.apis + options.workers)
  const apiPorts = ports.slice(0, options.apis)
  const program = (name: string, app: keyof typeof scripts, portVariable: string, port: number): Program =>
    new Program({
      name,
      script: scripts[app],
      env: { ...env, [portVariable]: String(port) },
      healthUrl: `http://127.0.0.1:${port}/healthz`,
      logFile: join(logsDir, `${name}.log`),
    })
  const apis = apiPorts.map((port, index) => program(`api-${index + 1}`, 'api', 'PORT', port))
  const workers = ports
    .slice(options.apis)
    .map((port, index) => program(`worker-${index + 1}`, 'worker', 'WORKER_PORT', port))
  const close = (): Promise<void> =>
    closeAll([...apis, ...workers], [databaseProxy, storageProxy], [s3, vendors], database)
  try {
    // The first one makes the tables; the others would only wait for it.
    await apis[0]?.start()
    await Promise.all([...apis.slice(1), ...workers].map((one) => one.start()))
  } catch (error) {
    await close()
    throw error
  }
  return {
    secrets,
    database,
    databaseProxy,
    storageProxy,
    vendorsUrl: vendors.told.url,
    apis,
    apiUrls: apiPorts.map((port) => `http://127.0.0.1:${port}`),
    workers,
    logsDir,
    close,
  }
}

async function closeAll(
  programs: Program[],
  proxies: FaultProxy[],
  helpers: HelperProcess<unknown>[],
  database: Database,
): Promise<void> {
  for (const one of programs) one.signal('SIGKILL')
  await Promise.all(programs.map((one) => one.ended(5_000)))
  await Promise.all([...proxies.map((proxy) => proxy.close()), ...helpers.map((helper) => helper.stop())])
  await database.stop()
}
