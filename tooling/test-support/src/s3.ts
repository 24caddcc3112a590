import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import S3rver from '@20minutes/s3rver'

export interface TestS3 {
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  /** Ends the server and removes what it stored. */
  stop: () => Promise<void>
}

/**
 * An S3 server in this process, with one bucket. It refuses wrong signatures. Path-style addresses only
 * (`forcePathStyle: true`), and no bucket operations: those of the AWS SDK do not pass its signature check.
 */
export async function startTestS3(bucket = 'test-bucket'): Promise<TestS3> {
  const directory = await mkdtemp(path.join(tmpdir(), 'jointo-test-s3-'))
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    vhostBuckets: false,
    directory,
    configureBuckets: [{ name: bucket }],
  })
  const { port } = await server.run()
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bucket,
    region: 'us-east-1',
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
    stop: async () => {
      await server.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
