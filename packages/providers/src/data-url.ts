import { invalidRequest } from './provider-error.ts'

export interface InlineFile {
  bytes: Uint8Array
  mediaType: string
}

/**
 * The bytes of a `data:` URL.
 * @throws ProviderError `invalid_request` naming `param` for any other address: this vendor takes files only
 */
export function readDataUrl(url: string, param: string): InlineFile {
  const match = /^data:([\w.+-]+\/[\w.+-]+);base64,/.exec(url)
  if (match?.[1] === undefined)
    throw invalidRequest(param, 'This vendor takes files, not addresses: give the file itself.')
  return { bytes: Buffer.from(url.slice(match[0].length), 'base64'), mediaType: match[1] }
}
