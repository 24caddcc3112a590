import { createWriteStream, createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { get, request } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createRuntime, readServiceSettings, type AIService, type Principal } from '../src/index.ts'

/** What one way of bringing a file from vendor to storage cost this process. */
export interface Carried {
  /** Most resident memory above what it was before, in MiB. */
  growth: number
  /** The same above the idle process, before its first job: code, pools and a heap of its usual size come on top. */
  growthFromIdle: number
  /** Processor time for each GiB, in seconds. */
  cpuSeconds: number
  megabytesPerSecond: number
}

/**
 * The process that is measured: `service` is the whole worker, with Postgres and the vendor's client; `floor` is Node's
 * own http, once to a file and once from it. Each is warm before it is measured.
 */
const [role, megabytes = '1024'] = process.argv.slice(2)
const environment = (name: string): string => process.env[name] ?? ''
process.once('disconnect', () => process.exit(0))
if (role === 'service') process.send?.(await measure(await startService()))
if (role === 'floor') process.send?.(await measure(carryPlainly))

async function measure(carry: (megabytes: number) => Promise<void>): Promise<Carried> {
  globalThis.gc?.()
  const idle = process.memoryUsage.rss()
  await carry(16)
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let most = before
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 10)
  const started = performance.now()
  const cpu = process.cpuUsage()
  await carry(Number(megabytes))
  clearInterval(watch)
  const seconds = (performance.now() - started) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  return {
    growth: (most - before) / 1024 ** 2,
    growthFromIdle: (most - idle) / 1024 ** 2,
    cpuSeconds: ((user + system) / 1e6) * (1_024 / Number(megabytes)),
    megabytesPerSecond: Number(megabytes) / seconds,
  }
}

async function startService(): Promise<(megabytes: number) => Promise<void>> {
  const { service, runner } = await createRuntime(readServiceSettings(process.env))
  await runner.start()
  const { id: accountId } = await service.accounts.create({ name: 'bench' })
  await service.credits.grant(accountId, { amount: '100000', reason: 'bench' })
  return (megabytes) => makeVideo(service, { accountId }, megabytes)
}

async function makeVideo(service: AIService, principal: Principal, megabytes: number): Promise<void> {
  const input = { prompt: `a video of ${megabytes} MiB`, duration_seconds: 5, aspect_ratio: '16:9' }
  const { job } = await service.jobs.create(principal, { model: 'runway/gen4.5', kind: 'video', input })
  const { status, output, error } = await service.jobs.wait(principal, job.id, { timeoutMs: 600_000 })
  if (
    status !== 'succeeded' ||
    output[0]?.bytes !== megabytes * 1024 ** 2 ||
    output[0].duration_seconds === null
  )
    throw new Error(`the job ended as ${status}: ${JSON.stringify({ error, output })}`)
}

async function carryPlainly(megabytes: number): Promise<void> {
  const path = join(environment('DATA_DIR'), 'plain')
  await new Promise<void>((resolve, reject) => {
    get(`${environment('RUNWAYML_BASE_URL')}/file/${megabytes}/video.mp4`, (response) => {
      pipeline(response, createWriteStream(path)).then(resolve, reject)
    }).on('error', reject)
  })
  await new Promise<void>((resolve, reject) => {
    const put = request(environment('PLAIN_PUT'), {
      method: 'PUT',
      headers: { 'content-length': megabytes * 1024 ** 2 },
    })
    put.on('error', reject)
    put.on('response', (response) => {
      response
        .resume()
        .on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error('not put'))))
    })
    pipeline(createReadStream(path), put).catch(reject)
  })
  await rm(path)
}
