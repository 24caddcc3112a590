import { UNREAD_FILE } from '../data-url.ts'
import { invalidRequest } from '../provider-error.ts'
import type { GenerationInput } from '../spec/generation-input.ts'
import { checkPublicAddress } from './public-address.ts'

/** What each field takes inside the request. No GIF and no SVG: no route of the gateway lists them. */
const TYPES = {
  image: { matches: /^image\/(?:png|jpe?g|webp)$/, words: 'PNG, JPEG or WebP' },
  video: { matches: /^video\/[\w.+-]+$/, words: 'a video' },
  audio: { matches: /^audio\/[\w.+-]+$/, words: 'a recording' },
} as const

/**
 * Files inside a request, and addresses that the gateway or its upstreams fetch.
 * @throws ProviderError `invalid_request` naming the field
 */
export function checkMedia({ images = [], video, audio }: GenerationInput): void {
  for (const [index, { url }] of images.entries()) checkFile(url, 'image', `input.images[${index}].url`)
  if (video !== undefined) checkFile(video.url, 'video', 'input.video.url')
  if (audio !== undefined) checkFile(audio.url, 'audio', 'input.audio.url')
}

function checkFile(url: string, type: keyof typeof TYPES, param: string): void {
  if (url === UNREAD_FILE) return
  if (!/^data:/i.test(url)) {
    checkPublicAddress(url, param)
    return
  }
  const [head = '', mediaType = ''] = /^data:([^;,]+)(?:;[\w-]+=[^;,]*)*;base64,/i.exec(url) ?? []
  const { matches, words } = TYPES[type]
  if (!matches.test(mediaType.toLowerCase()))
    throw invalidRequest(param, `${param} must hold ${words}, as base64.`)
  const isBase64 =
    /^[\w+/-]{2}/.test(url.slice(head.length, head.length + 2)) && /[\w+/=-]{2}$/.test(url.slice(-2))
  if (!isBase64) throw invalidRequest(param, `${param} holds no file: its base64 is empty or broken.`)
}
