import type { RunwayClient } from '@jointo/client-runway'
import { invalidRequest } from '../provider-error.ts'
import type { GenerationInput, Media } from '../spec/generation-input.ts'
import { mediaOf, type NamedMedia } from './media.ts'

/** Longest `data:` URL in a request, in characters; larger files are uploaded. */
const MAX_DATA_URL_LENGTH = 5_242_880

/** What Runway takes, by media type, and the ending it wants to see. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/jpg', 'jpg'],
  ['image/webp', 'webp'],
  ['video/mp4', 'mp4'],
  ['video/webm', 'webm'],
  ['video/quicktime', 'mov'],
  ['video/ogg', 'ogg'],
  ['video/x-matroska', 'mkv'],
  ['audio/mpeg', 'mp3'],
  ['audio/mp3', 'mp3'],
  ['audio/mp4', 'm4a'],
  ['audio/aac', 'aac'],
  ['audio/flac', 'flac'],
  ['audio/ogg', 'ogg'],
  ['audio/wav', 'wav'],
  ['audio/x-wav', 'wav'],
])

/**
 * The same input, with files that are too large for a request put where Runway finds them for 24 hours. Each file goes
 * once, however often it is used. Free, and before anything is paid.
 * @throws ProviderError `invalid_request` for a file of a type that Runway does not take
 */
export async function uploadLargeFiles(
  client: RunwayClient,
  input: GenerationInput,
  signal: AbortSignal | undefined,
): Promise<GenerationInput> {
  const large = mediaOf(input).filter(({ media }) => isTooLong(media.url))
  if (large.length === 0) return input
  const places = new Map<string, string>()
  for (const named of large) {
    const { url } = named.media
    if (!places.has(url)) places.set(url, await client.uploadFile(fileOf(named), { signal }))
  }
  const placed = (media: Media): Media => ({ ...media, url: places.get(media.url) ?? media.url })
  return {
    ...input,
    images: input.images?.map(placed),
    video: input.video && placed(input.video),
    audio: input.audio && placed(input.audio),
  }
}

const isTooLong = (url: string): boolean => /^data:/i.test(url) && url.length > MAX_DATA_URL_LENGTH

function fileOf({ media: { url }, param, type }: NamedMedia): {
  filename: string
  file: Uint8Array
  mediaType: string
} {
  const comma = url.indexOf(',')
  const mediaType = url.slice('data:'.length, url.indexOf(';')).toLowerCase()
  const ending = ENDINGS.get(mediaType)
  if (ending === undefined) {
    const known = [...ENDINGS.keys()].filter((one) => one.startsWith(type)).join(', ')
    throw invalidRequest(`${param}.url`, `${param}.url holds ${mediaType}; Runway takes ${known}.`)
  }
  return { filename: `input.${ending}`, file: Buffer.from(url.slice(comma + 1), 'base64'), mediaType }
}
