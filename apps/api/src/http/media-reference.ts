import { ApiError, invalidRequest } from '../errors/api-error.ts'
import { sniffImage } from './sniff-image.ts'

/** A file as jobs take it: exactly one of the three. */
export type Media = { asset_id: string } | { url: string } | { data: string | Uint8Array }

/** OpenAI's object for a picture in JSON. */
export interface JsonPicture {
  image_url?: string | null | undefined
  file_id?: string | null | undefined
}

export function mediaFromJson({ image_url, file_id }: JsonPicture, param: string): Media {
  if (image_url != null && file_id == null) return mediaFromText(image_url, `${param}.image_url`)
  if (file_id != null && image_url == null) return { asset_id: file_id }
  throw invalidRequest(param, 'needs exactly one of image_url and file_id')
}

/** An address, a `data:` URL, or else the id of a stored file. */
export function mediaFromText(text: string, param: string): Media {
  if (/^https?:\/\//i.test(text)) return { url: text }
  if (/^data:/i.test(text)) return { data: text }
  if (/^[\w-]{1,100}$/.test(text)) return { asset_id: text }
  throw invalidRequest(
    param,
    'must be an https: address, a data: URL or the id of a stored file; in a form a file, whose part needs a filename',
  )
}

/** @throws ApiError 413, and 415 for what is no picture by its first bytes */
export async function pictureFromFile(file: File, param: string, maxBytes: number): Promise<Media> {
  if (file.size > maxBytes) {
    const most = `${Math.floor(maxBytes / 1024 ** 2)} MB`
    throw new ApiError(413, 'request_too_large', `${param}: the file is larger than ${most}`, { param })
  }
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (sniffImage(bytes) === undefined) {
    throw new ApiError(415, 'unsupported_media_type', `${param}: the file is not a PNG, JPEG or WebP image`, {
      param,
    })
  }
  return { data: bytes }
}
