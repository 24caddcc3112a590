import { createWriteStream, openAsBlob } from 'node:fs'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { BenchClient } from './contenders.ts'

const MEGABYTES = 1_024
const EVENTS = 500_000

/** A gigabyte down to a file and up from one, and how the memory of this process grows; events read per second. */
export async function benchStreams(baseUrl: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jointo-bench-'))
  const file = path.join(folder, 'big')
  const client = new BenchClient({ baseUrl })
  const idle = { totalMs: 600_000, responseMs: 600_000 }
  const patient = new BenchClient({ baseUrl, timeout: idle })
  try {
    const down = await growth(async () => {
      const { stream } = await patient.download(MEGABYTES)
      await pipeline(stream, createWriteStream(file))
    })
    await writeFile(file, '')
    await truncate(file, MEGABYTES * 1024 * 1024)
    const up = await growth(async () => patient.upload(await openAsBlob(file)))
    console.log(`\nDownload of 1 GB to a file: ${down}`)
    console.log(`Upload of 1 GB from a file, as a form: ${up}`)
    console.log(`Server-sent events: ${await eventsPerSecond(client)}`)
  } finally {
    await rm(folder, { recursive: true })
    client.close()
    patient.close()
  }
}

async function growth(work: () => Promise<unknown>): Promise<string> {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 20)
  const started = performance.now()
  await work()
  clearInterval(watch)
  const seconds = (performance.now() - started) / 1_000
  return `${Math.round((most - before) / 1024 ** 2)} MiB of growth at most, ${Math.round(MEGABYTES / seconds)} MiB/s`
}

async function eventsPerSecond(client: BenchClient): Promise<string> {
  let count = 0
  const before = process.cpuUsage()
  const started = performance.now()
  for await (const { data } of client.events(EVENTS)) if (data.length > 0) count += 1
  const { user, system } = process.cpuUsage(before)
  const seconds = (performance.now() - started) / 1_000
  const each = (user + system) / count
  return `${count} read, ${Math.round(count / seconds)}/s, ${each.toFixed(1)} us of CPU each (${Math.round(1e6 / each)}/s on one core)`
}
