import { invalidRequest } from './provider-error.ts'

export interface InlineFile {
  bytes: Uint8Array
  mediaType: string
}

/** Stands for a file that is not read yet: a request can be checked and priced with it, not sent. */
export const UNREAD_FILE: string = 'data:application/octet-stream;base64,'

/** Browsers add parameters such as `;codecs=opus`; the case of scheme and type does not count. */
const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)(?:;[\w-]+=[^;,]*)*;base64,/i

/**
 * The bytes of a `data:` URL.
 * @throws ProviderError `invalid_request` naming `param` for any other address, and for a file that is none
 */
export function readDataUrl(url: string, param: string): InlineFile {
  const match = DATA_URL.exec(url)
  if (match?.[1] === undefined) {
    throw invalidRequest(
      param,
      /^data:/i.test(url)
        ? 'A data: URL must name a media type and be base64: data:image/png;base64,…'
        : 'This vendor takes files, not addresses: give the file itself.',
    )
  }
  const content = url.slice(match[0].length)
  const bytes = Buffer.from(content, 'base64')
  const isEmpty = bytes.length === 0 && url !== UNREAD_FILE
  if (isEmpty || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(content.slice(-4))) {
    throw invalidRequest(param, 'The data: URL holds no file: its base64 is empty or broken.')
  }
  return { bytes, mediaType: match[1].toLowerCase() }
}
