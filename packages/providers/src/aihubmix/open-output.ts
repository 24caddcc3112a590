import { isHTTPClientError, type CallOptions } from '@jointo/http-base'
import { Readable } from 'node:stream'
import { ProviderError } from '../provider-error.ts'
import type { Handle, OpenedFile, OutputReference } from '../spec/generation.ts'
import type { GatewayClient } from './gateway-client.ts'
import { taskRoute } from './mapper.ts'

/** Opens one file of a task that is done. */
export async function openTaskOutput(
  client: GatewayClient,
  { kind, model, vendorTaskId }: Handle,
  { video_id, index }: OutputReference,
  options: CallOptions,
): Promise<OpenedFile> {
  const at = typeof index === 'number' ? index : 0
  switch (taskRoute(kind, model)) {
    case 'videos':
      return client.downloadVideo(typeof video_id === 'string' ? video_id : vendorTaskId, options)
    case 'native-videos':
      return client.native.downloadVideo(vendorTaskId, options)
    case 'native-images': {
      const { b64_json, resultId } = (await client.native.getImage(vendorTaskId, options)).output[at] ?? {}
      if (b64_json !== undefined) return inMemory(b64_json)
      if (resultId === undefined) throw gone()
      return client.native.downloadImage(vendorTaskId, resultId, options)
    }
    case 'predictions': {
      const { images } = await client.predictions.getPrediction(vendorTaskId, options)
      const { b64_json, url } = images[at] ?? {}
      if (b64_json !== undefined) return inMemory(b64_json)
      if (url === undefined) throw gone()
      return openAddress(client, url, options)
    }
  }
}

/** Opens what an answer has left at the gateway, or anywhere else: the address is the vendor's word and checked as such. */
export async function openLink(
  client: GatewayClient,
  { url, task, result }: OutputReference,
  options: CallOptions,
): Promise<OpenedFile> {
  if (typeof url === 'string') return openAddress(client, url, options)
  if (typeof task !== 'string' || typeof result !== 'string')
    throw new ProviderError('result_unavailable', 'The reference to the result is broken.')
  return client.native.downloadImage(task, result, options)
}

/** Whoever keeps the file refuses what is over, in many words; none of them is about our account. */
async function openAddress(client: GatewayClient, url: string, options: CallOptions): Promise<OpenedFile> {
  try {
    return await client.openLink(url, options)
  } catch (error) {
    const { status = 0 } = isHTTPClientError(error) ? error : {}
    if (status < 400 || status >= 500) throw error
    const code = PASSING.has(status) ? 'vendor_unavailable' : 'result_unavailable'
    throw new ProviderError(code, 'AIHubMix does not have the result, or not now.', { cause: error })
  }
}

/** Too slow, too early, too often. */
const PASSING = new Set([408, 425, 429])

function inMemory(base64: string): OpenedFile {
  const bytes = Buffer.from(base64, 'base64')
  return { stream: Readable.from([bytes]), contentLength: bytes.length }
}

function gone(): ProviderError {
  return new ProviderError('result_unavailable', 'AIHubMix no longer has the result.')
}
