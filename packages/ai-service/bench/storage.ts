import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { createTestDatabase, type TestS3 } from '@jointo/test-support'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../src/index.ts'
import type { Carried } from './storage-worker.ts'

export interface StorageBench {
  service: Carried
  /** Undefined when only the service was asked for. */
  floor: Carried | undefined
}

/**
 * One large video from a vendor into an S3 server by way of a worker: what it costs that worker's memory, how fast it is,
 * and the same with nothing but Node's http.
 */
export async function benchStorage(megabytes = 1_024, { floor = true } = {}): Promise<StorageBench> {
  const children: ChildProcess[] = []
  const dataDir = await mkdtemp(join(tmpdir(), 'jointo-bench-'))
  const database = await createTestDatabase({ template: { name: 'ai-service', prepare: migrate } })
  const start = async <T>(file: string, args: string[], env: Record<string, string> = {}): Promise<T> => {
    const child = fork(new URL(file, import.meta.url), args, {
      env: { ...process.env, ...env },
      execArgv: ['--expose-gc', '--conditions=@jointo/source'],
    })
    children.push(child)
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`${file} ended`)))
    ended.catch(() => undefined)
    const [answer] = (await Promise.race([once(child, 'message'), ended])) as [T]
    return answer
  }
  try {
    const [s3, vendor] = await Promise.all([
      start<TestS3>('storage-peers.ts', ['s3']),
      start<{ url: string }>('storage-peers.ts', ['vendor']),
    ])
    const env = {
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      S3_BUCKET: s3.bucket,
      S3_ENDPOINT: s3.endpoint,
      S3_ACCESS_KEY_ID: s3.accessKeyId,
      S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
      RUNWAYML_API_SECRET: 'key_bench',
      RUNWAYML_BASE_URL: vendor.url,
      PLAIN_PUT: await putLink(s3),
    }
    const service = await start<Carried>('storage-worker.ts', ['service', String(megabytes)], env)
    const plain = floor
      ? await start<Carried>('storage-worker.ts', ['floor', String(megabytes)], env)
      : undefined
    return { service, floor: plain }
  } finally {
    const ends = children.filter((child) => child.exitCode === null).map((child) => once(child, 'exit'))
    for (const child of children) if (child.connected) child.disconnect()
    await Promise.all(ends)
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function putLink({ bucket, endpoint, region, accessKeyId, secretAccessKey }: TestS3): Promise<string> {
  const credentials = { accessKeyId, secretAccessKey }
  const client = new S3Client({
    endpoint,
    region,
    credentials,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  })
  return getSignedUrl(client, new PutObjectCommand({ Bucket: bucket, Key: 'plain' }))
}

if (import.meta.main) {
  const { service, floor } = await benchStorage()
  const line = (name: string, carried: Carried): void => {
    const { growth, growthFromIdle, megabytesPerSecond, cpuSeconds } = carried
    console.log(
      `${name}: ${Math.round(growth)} MiB of growth at most (${Math.round(growthFromIdle)} above idle), ` +
        `${Math.round(megabytesPerSecond)} MiB/s, ${cpuSeconds.toFixed(1)} s of processor time`,
    )
  }
  console.log('1 GiB from a vendor to S3, by way of the disk')
  line('job in a worker', service)
  if (floor !== undefined) line('node:http alone', floor)
  process.exit(0)
}
