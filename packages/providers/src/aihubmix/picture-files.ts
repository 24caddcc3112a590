import type { GeminiContent, MediaTask } from '@jointo/client-aihubmix'
import { isHTTPClientError, type CallOptions, type StreamReply } from '@jointo/http-base'
import { setTimeout as sleep } from 'node:timers/promises'
import { asProviderError } from '../client-error.ts'
import { isProviderError, ProviderError } from '../provider-error.ts'
import type { ProducedFile, Warning } from '../spec/generation.ts'
import type { GatewayClient } from './gateway-client.ts'

const MAX_BYTES = 100 * 1024 * 1024
/** What is paid for is worth a second and a third try. */
const PAUSES_MS = [500, 1_000]

/** A picture as the gateway's routes hand it over. */
export interface HandedPicture {
  b64_json?: string | undefined
  url?: string | undefined
}

/** What could be had of an answer, and a word about what could not. */
export interface ReadPictures {
  files: ProducedFile[]
  warnings: Warning[]
}

/**
 * The pictures of an answer; addresses are fetched at once, because they do not last. Those that cannot be had are left
 * out: the customer pays for the others only.
 * @throws ProviderError `result_unavailable`, ambiguous, when none can be had: they have been paid for
 */
export async function readPictures(
  client: GatewayClient,
  pictures: readonly HandedPicture[],
  options: CallOptions,
): Promise<ReadPictures> {
  const { signal } = options
  return allThatCome(
    pictures.map(async ({ b64_json, url = '' }) =>
      asPicture(
        b64_json === undefined
          ? await fetchPaid(() => client.openLink(url, { signal }), signal)
          : Buffer.from(b64_json, 'base64'),
      ),
    ),
  )
}

/** The same for a task of the native API, whose files lie behind our key. */
export async function readTaskPictures(
  client: GatewayClient,
  { id, output }: MediaTask,
  { signal }: CallOptions,
): Promise<ReadPictures> {
  return allThatCome(
    output.map(async ({ b64_json, resultId = '' }) =>
      asPicture(
        b64_json === undefined
          ? await fetchPaid(() => client.native.downloadImage(id, resultId, { signal }), signal)
          : Buffer.from(b64_json, 'base64'),
      ),
    ),
  )
}

async function allThatCome(pictures: readonly Promise<ProducedFile>[]): Promise<ReadPictures> {
  const settled = await Promise.allSettled(pictures)
  const errors = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  const files = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const isGivenUp = errors.some((error) => isProviderError(error) && error.code === 'aborted')
  if (errors.length > 0 && (files.length === 0 || isGivenUp)) throw errors[0]
  if (errors.length === 0) return { files, warnings: [] }
  const message = `${errors.length} of ${pictures.length} pictures could not be fetched, and are not charged.`
  return { files, warnings: [{ code: 'fewer_results', message, param: 'input.n' }] }
}

/**
 * The pictures in a message of Gemini's.
 * @throws ProviderError `content_refused` where it says why there are none
 */
export function readGeminiPictures({ candidates, promptFeedback }: GeminiContent): ProducedFile[] {
  const parts = candidates.flatMap(({ content }) => content.parts)
  const pictures = parts.flatMap(({ inlineData }) => (inlineData === undefined ? [] : [inlineData.data]))
  const reasons = [promptFeedback?.blockReason, ...candidates.map(({ finishReason }) => finishReason)]
  if (pictures.length === 0) {
    const reason = reasons.find(
      (word) => word !== undefined && /SAFETY|PROHIBITED|BLOCK|RECITATION|SPII/.test(word),
    )
    if (reason !== undefined) {
      throw new ProviderError('content_refused', 'AIHubMix refused the content.', { vendorCode: reason })
    }
    throw lost('AIHubMix answered without a picture.')
  }
  return pictures.map((data) => asPicture(Buffer.from(data, 'base64')))
}

/** The first bytes tell what a picture is; the gateway's own words are not needed. */
function asPicture(bytes: Buffer): ProducedFile {
  const mediaType = pictureType(bytes)
  if (mediaType === undefined) throw lost('AIHubMix sent something that is no picture.')
  return { bytes, mediaType }
}

async function fetchPaid(open: () => Promise<StreamReply>, signal: AbortSignal | undefined): Promise<Buffer> {
  try {
    for (const pauseMs of PAUSES_MS) {
      try {
        return await readAll(open)
      } catch (error) {
        if (!mayPass(error)) throw error
      }
      // Who has given up is told so by the next try.
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined)
    }
    return await readAll(open)
  } catch (error) {
    const { code, vendorCode } = asProviderError('AIHubMix', error)
    throw lost('AIHubMix made the picture, and it could not be fetched.', {
      code: code === 'aborted' ? 'aborted' : 'result_unavailable',
      vendorCode,
      cause: error,
    })
  }
}

async function readAll(open: () => Promise<StreamReply>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of (await open()).stream) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > MAX_BYTES) throw lost('AIHubMix sent a picture of more than 100 MB.')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** Not a time limit, which was long enough. */
function mayPass(error: unknown): boolean {
  if (!isHTTPClientError(error)) return false
  if (error.code === 'http_status') return error.status === 429 || (error.status ?? 0) >= 500
  return ['connection_failed', 'connection_lost', 'invalid_response'].includes(error.code)
}

/** Paid for, whatever the reason that it is not here. */
function lost(
  message: string,
  details: { code?: 'aborted' | 'result_unavailable'; vendorCode?: string | undefined; cause?: unknown } = {},
): ProviderError {
  const { code = 'result_unavailable', vendorCode, cause } = details
  return new ProviderError(code, message, { disposition: 'ambiguous', vendorCode, cause })
}

function pictureType(bytes: Buffer): string | undefined {
  if (bytes.toString('latin1', 0, 4) === '\x89PNG') return 'image/png'
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg'
  return bytes.toString('latin1', 8, 12) === 'WEBP' ? 'image/webp' : undefined
}
