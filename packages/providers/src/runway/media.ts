import { invalidRequest } from '../provider-error.ts'
import type { GenerationInput, Media } from '../spec/generation-input.ts'

export type MediaType = 'image' | 'video' | 'audio'

/** A file of the request and the field it stands in. */
export interface NamedMedia {
  media: Media
  type: MediaType
  param: string
}

const MAX_URL_LENGTH = 2_048
const MAX_FILE_BYTES = 200 * 1024 * 1024

/** All files of a request. */
export function mediaOf({ images = [], video, audio }: GenerationInput): NamedMedia[] {
  return [
    ...images.map((media, index) => ({ media, type: 'image' as const, param: `input.images[${index}]` })),
    ...(video === undefined ? [] : [{ media: video, type: 'video' as const, param: 'input.video' }]),
    ...(audio === undefined ? [] : [{ media: audio, type: 'audio' as const, param: 'input.audio' }]),
  ]
}

/**
 * Runway fetches https addresses by itself, and takes files in the request or as uploads.
 * @throws ProviderError `invalid_request` naming the field
 */
export function checkMedia(input: GenerationInput): void {
  for (const { media, type, param } of mediaOf(input)) {
    const problem = problemOf(media.url, type)
    if (problem !== undefined) throw invalidRequest(`${param}.url`, `${param}.url ${problem}.`)
  }
}

function problemOf(url: string, type: MediaType): string | undefined {
  if (url.startsWith('runway://')) return undefined
  if (/^https:/i.test(url)) {
    if (url.length > MAX_URL_LENGTH) return 'is longer than the 2,048 characters Runway takes'
    const host = URL.parse(url)?.hostname.replace(/\.$/, '') ?? ''
    return /^[\d.]*$|^\[|^[^.]*$|\.(?:localhost|local|internal)$/.test(host)
      ? 'must have a public host by name; Runway fetches from no IP address'
      : undefined
  }
  const mediaType = /^data:([\w.+-]+\/[\w.+-]+);base64,/i.exec(url)?.[1]?.toLowerCase()
  if (mediaType === undefined) return 'must be an https address or a base64 data: URL'
  // Files whose type nobody has looked at yet: the real one comes with the call.
  if (mediaType !== 'application/octet-stream' && !mediaType.startsWith(`${type}/`)) {
    return `holds ${mediaType}; this field takes ${type} files`
  }
  if (mediaType.startsWith('image/') && !/^image\/(?:png|jpe?g|webp)$/.test(mediaType)) {
    return `holds ${mediaType}; Runway takes image/png, image/jpeg and image/webp`
  }
  const content = url.slice(url.indexOf(',') + 1)
  const isUnread = mediaType === 'application/octet-stream' && content === ''
  if (!isUnread && !(/^[\w+/-]{2}/.test(content) && /[\w+/=-]{2}$/.test(content.slice(-2)))) {
    return 'holds no file: its base64 is empty or broken'
  }
  return url.length * 0.75 > MAX_FILE_BYTES ? 'holds more than the 200 MB Runway takes' : undefined
}
