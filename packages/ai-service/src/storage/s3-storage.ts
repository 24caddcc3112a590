import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { ServiceError } from '../errors.ts'
import { sha256Of } from './hash.ts'
import type { Storage } from './storage.ts'

export interface S3Settings {
  bucket: string
  /** Absent: AWS itself. */
  endpoint?: string | undefined
  region: string
  /** Absent: the SDK's own chain (instance role, profile). */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined
  /** MinIO and most others want `endpoint/bucket/key`. */
  forcePathStyle: boolean
}

/** Each of its objects has an address. */
export type S3Storage = Storage & Required<Pick<Storage, 'link'>>

const READY_KEY = 'jointo-ready'

/** From a request to its answer, repeats by the SDK included. What an answer brings may take longer, as long as it brings something. */
const ANSWER_MS = 5_000

/** Each download that is under way has one. */
const MAX_SOCKETS = 1_000

/** AWS S3, MinIO, R2, Ceph and the like. */
export function openS3Storage(settings: S3Settings): S3Storage {
  const client = new S3Client({
    region: settings.region,
    forcePathStyle: settings.forcePathStyle,
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    ...(settings.credentials === undefined ? {} : { credentials: settings.credentials }),
    // Not every S3 server knows the newer checksum trailers; Content-MD5 is understood by all.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // It would write to the console. What fails is thrown, and told by whoever catches it.
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    // Servers and proxies that never say `100 Continue` would be waited for until the connection counts as dead.
    expectContinueHeader: false,
    // The SDK waits for ever unless told otherwise.
    requestHandler: {
      httpAgent: { maxSockets: MAX_SOCKETS },
      httpsAgent: { maxSockets: MAX_SOCKETS },
      connectionTimeout: 5_000,
      socketTimeout: 30_000,
      requestTimeout: 900_000,
      throwOnRequestTimeout: true,
    },
  })
  const Bucket = settings.bucket
  const headOf = async (key: string): Promise<HeadObjectCommandOutput | undefined> => {
    try {
      return await answered((options) => client.send(new HeadObjectCommand({ Bucket, Key: key }), options))
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }
  return {
    async put(key, file) {
      // Opened here: one that is gone is told before anything is sent of it, and by nobody else.
      const Body = (await open(file.path)).createReadStream()
      // The SDK notices neither an error before it has a connection, nor one on the way.
      const broken = new AbortController()
      Body.once('error', (error) => broken.abort(error))
      try {
        const command = new PutObjectCommand({
          Bucket,
          Key: key,
          Body,
          ContentLength: file.bytes,
          ContentMD5: file.md5,
          ContentType: file.mediaType,
          Metadata: { sha256: file.sha256 },
        })
        // The hash is known: the server checks what arrives against it, and the file is not read a second time to sign it.
        command.middlewareStack.add(
          (next) => (args) => {
            setHeader(args.request, 'x-amz-content-sha256', file.sha256)
            return next(args)
          },
          { step: 'build' },
        )
        await client.send(command, { abortSignal: broken.signal })
      } catch (error) {
        throw broken.signal.aborted ? broken.signal.reason : error
      } finally {
        // A request that failed leaves the file open.
        Body.destroy()
      }
      if (!(await this.holds(key, file))) throw new Error(`S3 does not hold what was sent for ${key}`)
    },
    async holds(key, file) {
      const head = await headOf(key)
      if (head?.ContentLength !== file.bytes) return false
      // Nearly everywhere the ETag of an object that was put in one piece is its MD5. Where it is not (keys of a
      // customer's own, servers that encrypt), it proves nothing, and the object is read.
      if (head.ETag?.replaceAll('"', '') === Buffer.from(file.md5, 'base64').toString('hex')) return true
      return (await sha256Of((await this.open(key)).stream)) === file.sha256
    },
    async size(key) {
      return (await headOf(key))?.ContentLength
    },
    async open(key, range) {
      const Range = range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` }
      try {
        const { Body, ContentLength = 0 } = await answered((options) =>
          client.send(new GetObjectCommand({ Bucket, Key: key, ...Range }), options),
        )
        if (!(Body instanceof Readable)) throw new Error('S3 answered without a body')
        return { stream: Body, bytes: ContentLength }
      } catch (error) {
        if (isMissing(error))
          throw new ServiceError('not_found', 'The stored file is gone.', { cause: error })
        throw error
      }
    },
    async remove(key) {
      await answered((options) => client.send(new DeleteObjectCommand({ Bucket, Key: key }), options))
    },
    link(key, { expiresInSeconds, mediaType, filename }) {
      const command = new GetObjectCommand({
        Bucket,
        Key: key,
        ResponseContentType: mediaType,
        // Shown where a page embeds it, never opened as a page of its own.
        ResponseContentDisposition: `attachment; filename="${filename}"`,
        ResponseCacheControl: 'private, max-age=0',
      })
      return getSignedUrl(client, command, { expiresIn: expiresInSeconds })
    },
    async ready() {
      // A small object of ours that is there proves address, key and bucket; the first time it proves writing, too.
      if ((await this.size(READY_KEY)) !== undefined) return
      const command = new PutObjectCommand({ Bucket, Key: READY_KEY, Body: 'ready', ContentLength: 5 })
      await answered((options) => client.send(command, options))
    },
    close() {
      client.destroy()
    },
  }
}

/** A server that takes a request and says nothing would be waited for once per try of the SDK. */
async function answered<T>(send: (options: { abortSignal: AbortSignal }) => Promise<T>): Promise<T> {
  const silent = new AbortController()
  const timer = setTimeout(() => silent.abort(), ANSWER_MS)
  try {
    return await send({ abortSignal: silent.signal })
  } catch (error) {
    if (!silent.signal.aborted) throw error
    throw new Error(`S3 gave no answer within ${ANSWER_MS} ms`, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

/** The object: a bucket that is not there is a fault of the deployment. */
function isMissing(error: unknown): boolean {
  return (
    error instanceof S3ServiceException &&
    error.$metadata.httpStatusCode === 404 &&
    error.name !== 'NoSuchBucket'
  )
}

/** The SDK types its requests as unknown. */
function setHeader(request: unknown, name: string, value: string): void {
  if (typeof request !== 'object' || request === null || !('headers' in request)) return
  const { headers } = request
  if (typeof headers === 'object' && headers !== null) Reflect.set(headers, name, value)
}
