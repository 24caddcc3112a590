import type { GeminiContent, MediaTask } from '@jointo/client-aihubmix'
import { ProviderError } from '../provider-error.ts'
import type { LinkedFile, ProducedFile, Warning } from '../spec/generation.ts'

/** A picture as the gateway's routes hand it over. */
export interface HandedPicture {
  b64_json?: string | undefined
  url?: string | undefined
}

/** What can be had of an answer, and a word about what can not. */
export interface ReadPictures {
  files: (ProducedFile | LinkedFile)[]
  /** So many there were to be. */
  of: number
  warnings: Warning[]
}

/**
 * The pictures of an answer; those behind addresses are fetched later, and soon. Those that are none are left out: the customer
 * pays for the others only.
 * @throws ProviderError `result_unavailable`, ambiguous, when none is left: they have been paid for
 */
export function readPictures(pictures: readonly HandedPicture[]): ReadPictures {
  return usable(pictures.map(({ b64_json = '', url = '' }) => inline(b64_json) ?? addressed(url)))
}

/** The same for a task of the native API, whose files lie behind our key. */
export function readTaskPictures({ id, output }: MediaTask): ReadPictures {
  return usable(
    output.map(({ b64_json, resultId }) =>
      b64_json === undefined ? behindKey(id, resultId) : inline(b64_json),
    ),
  )
}

function usable(pictures: readonly (ProducedFile | LinkedFile | undefined)[]): ReadPictures {
  const files = pictures.filter((file) => file !== undefined)
  const missing = pictures.length - files.length
  if (files.length === 0) throw lost('AIHubMix answered without a picture.')
  const of = pictures.length
  if (missing === 0) return { files, of, warnings: [] }
  const message = `${missing} of ${of} pictures could not be read, and are not charged.`
  return { files, of, warnings: [{ code: 'fewer_results', message, param: 'input.n' }] }
}

/**
 * The pictures in a message of Gemini's.
 * @throws ProviderError `content_refused` where it says why there are none
 */
export function readGeminiPictures({ candidates, promptFeedback }: GeminiContent): ReadPictures {
  const parts = candidates.flatMap(({ content }) => content.parts)
  const pictures = parts.flatMap(({ inlineData }) => (inlineData === undefined ? [] : [inlineData.data]))
  const reasons = [promptFeedback?.blockReason, ...candidates.map(({ finishReason }) => finishReason)]
  const reason = reasons.find(
    (word) => word !== undefined && /SAFETY|PROHIBITED|BLOCK|RECITATION|SPII/.test(word),
  )
  if (pictures.length === 0 && reason !== undefined)
    throw new ProviderError('content_refused', 'AIHubMix refused the content.', { vendorCode: reason })
  return usable(pictures.map(inline))
}

const MAX_ADDRESS_CHARACTERS = 8_192

const DATA_URL = /^data:[^,]{0,200};base64,/

const addressed = (address: string): ProducedFile | LinkedFile | undefined =>
  DATA_URL.test(address) ? inline(address.slice(address.indexOf(',') + 1)) : linked(address)

/** In the spelling that every program reads alike, without characters that a database refuses. */
function linked(address: string): LinkedFile | undefined {
  const url = address.length <= MAX_ADDRESS_CHARACTERS ? URL.parse(address)?.href : undefined
  return url !== undefined && /^https?:/.test(url) ? { link: { url } } : undefined
}

const behindKey = (task: string, result: string | undefined): LinkedFile | undefined =>
  result === undefined ? undefined : { link: { task, result } }

/** The first bytes tell what a picture is; the gateway's own words are not needed. Undefined when it is none. */
function inline(base64: string): ProducedFile | undefined {
  const bytes = Buffer.from(base64, 'base64')
  const mediaType = pictureType(bytes)
  return mediaType === undefined ? undefined : { bytes, mediaType }
}

/** Paid for, whatever the reason that it is not here. */
const lost = (message: string): ProviderError =>
  new ProviderError('result_unavailable', message, { disposition: 'ambiguous' })

function pictureType(bytes: Buffer): string | undefined {
  if (bytes.toString('latin1', 0, 4) === '\x89PNG') return 'image/png'
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg'
  return bytes.toString('latin1', 8, 12) === 'WEBP' ? 'image/webp' : undefined
}
