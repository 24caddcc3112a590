import { invalidRequest } from '../provider-error.ts'
import type { ChatContentPart, ChatMessage } from '../spec/chat.ts'
import type { ModelInfo } from '../spec/model-info.ts'
import { checkPublicAddress } from './public-address.ts'

const PICTURE = /^data:image\/(?:png|jpe?g|webp|gif);base64,[A-Za-z0-9+/]/i
/** The endings of what upstreams would read as something else than a picture, and count otherwise. */
const NO_PICTURE = /\.(?:pdf|mp4|m4v|mov|avi|mkv|webm|mpe?g|mp3|wav|m4a|ogg|flac|svg|docx?|txt|html?)$/i

/**
 * The messages as they are priced: words and pictures. Sound, clips and documents count otherwise, so they are refused.
 * Of a part only the fields of OpenAI are sent; `cache_control`, which makes tokens dearer, is left out everywhere.
 * @throws ProviderError `invalid_request` naming the part
 */
export function toMessages(model: ModelInfo, messages: readonly ChatMessage[]): ChatMessage[] {
  return messages.map((message, at) => {
    const { cache_control: _, content, ...said } = message
    if (!Array.isArray(content)) return { ...said, content }
    return {
      ...said,
      content: content.map((part, index) => toPart(model, part, `messages[${at}].content[${index}]`)),
    }
  })
}

function toPart({ id }: ModelInfo, part: ChatContentPart, param: string): ChatContentPart {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text }
    case 'refusal':
      return { type: 'refusal', refusal: part['refusal'] }
    case 'image_url':
      return { type: 'image_url', image_url: toPicture(part['image_url'], `${param}.image_url.url`) }
    default:
      throw invalidRequest(param, `${id} takes text and image_url here, not ${part.type}.`)
  }
}

function toPicture(picture: unknown, param: string): { url: string; detail?: unknown } {
  const { url, detail }: { url?: unknown; detail?: unknown } = Object(picture)
  if (typeof url !== 'string') throw invalidRequest(param, 'image_url needs a url.')
  if (/^data:/i.test(url)) {
    if (!PICTURE.test(url))
      throw invalidRequest(param, 'A picture must be PNG, JPEG, WebP or GIF, as base64.')
  } else if (NO_PICTURE.test(checkPublicAddress(url, param).pathname)) {
    throw invalidRequest(param, 'image_url takes the address of a picture: PNG, JPEG, WebP or GIF.')
  }
  return detail == null ? { url } : { url, detail }
}
