import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Api, type Job, openApi, type Output } from './api.ts'
import type { DemoChoice } from './arguments.ts'
import { DEMOS, type DemoKind } from './demos.ts'
import { DemoError } from './errors.ts'
import { createProgress, type Progress } from './progress.ts'

const POLL_MS = 250
const LONGEST_MS = 15 * 60_000
/** The API may be started again meanwhile: its jobs go on. */
const SILENCE_MS = 30_000

/** @returns the exit code: 0 when everything was made */
export async function runDemo(
  { kinds, out }: DemoChoice,
  environment: NodeJS.ProcessEnv,
  output: NodeJS.WriteStream,
): Promise<number> {
  const api = await openApi(environment)
  // pnpm changes to the root of the repository; a person means the folder they are in.
  const folder = path.resolve(environment['INIT_CWD'] ?? '.', out)
  await mkdir(folder, { recursive: true })

  const progress = createProgress(kinds, output)
  const settled = await Promise.allSettled(kinds.map((kind) => make(kind, api, folder, progress)))
  progress.stop()

  let isComplete = true
  for (const [index, result] of settled.entries()) {
    if (result.status === 'fulfilled') {
      output.write(`${result.value}\n`)
      continue
    }
    if (!(result.reason instanceof Error)) throw result.reason
    isComplete = false
    output.write(`${kinds[index]} failed: ${result.reason.message}\n`)
  }
  output.write(`Credits left: ${await api.available()}\n`)
  return isComplete ? 0 : 1
}

async function make(kind: DemoKind, api: Api, folder: string, progress: Progress): Promise<string> {
  const startedAt = performance.now()
  const { id } = await api.createJob(DEMOS[kind])
  const job = await waitForEnd(id, api, ({ progress: share, status }) => progress.update(kind, share, status))
  if (job.status !== 'succeeded') {
    progress.update(kind, 1, job.status)
    throw new DemoError(`${job.error?.message ?? job.status}; ${credits(job)} charged`)
  }
  const files: string[] = []
  for (const [index, item] of job.output.entries()) {
    const suffix = job.output.length > 1 ? `-${index + 1}` : ''
    const file = path.join(folder, `${kind}-${id.slice(-8)}${suffix}${extension(item.media_type)}`)
    await api.download(item.asset_id, file)
    files.push(`${path.relative(process.cwd(), file)} (${describe(item)})`)
  }
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
  return `${kind}: ${files.join(', ')} in ${seconds} s, ${credits(job)} charged`
}

async function waitForEnd(id: string, api: Api, onChange: (job: Job) => void): Promise<Job> {
  const giveUpAt = Date.now() + LONGEST_MS
  let heardAt = Date.now()
  while (Date.now() < giveUpAt) {
    try {
      const job = await api.getJob(id)
      heardAt = Date.now()
      onChange(job)
      if (job.status !== 'queued' && job.status !== 'running') return job
    } catch (error) {
      if (error instanceof DemoError || Date.now() - heardAt > SILENCE_MS) throw error
    }
    await sleep(POLL_MS)
  }
  throw new DemoError(
    `not done after ${LONGEST_MS / 60_000} minutes; GET /v1/jobs/${id} tells how it goes on`,
  )
}

function credits(job: Job): string {
  return `${job.credits.charged} ${job.credits.charged === '1' ? 'credit' : 'credits'}`
}

function describe({ media_type, bytes, width, height, duration_seconds }: Output): string {
  const facts = [media_type, `${(bytes / 1_000).toFixed(bytes < 10_000 ? 1 : 0)} kB`]
  if (width !== null && height !== null) facts.push(`${width}x${height}`)
  if (duration_seconds !== null) facts.push(`${duration_seconds} s`)
  return facts.join(', ')
}

function extension(mediaType: string): string {
  const subtype = mediaType.split(/[/;]/)[1] ?? 'bin'
  const known: Record<string, string> = { jpeg: 'jpg', mpeg: 'mp3', 'x-wav': 'wav', wave: 'wav' }
  return `.${known[subtype] ?? subtype}`
}
