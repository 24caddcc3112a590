import { ApiError, invalidRequest } from '../../errors/api-error.ts'
import { sniffImage } from '../../http/sniff-image.ts'

/** A picture as jobs take it: exactly one of the three. */
export type Media = { asset_id: string } | { url: string } | { data: string }

const MAX_BYTES = 10 * 1024 * 1024

type JsonReference = string | { image_url?: string | null | undefined; file_id?: string | null | undefined }

interface FormReference {
  plain?: string | File | undefined
  image_url?: string | undefined
  file_id?: string | undefined
}

/** The spellings of JSON bodies. */
export function referenceFromJson(reference: JsonReference | null | undefined): Media | undefined {
  if (reference == null) return undefined
  if (typeof reference === 'string') return fromText(reference)
  if (reference.image_url != null && reference.file_id == null) return fromText(reference.image_url)
  if (reference.file_id != null && reference.image_url == null) return { asset_id: reference.file_id }
  throw invalidRequest('input_reference', 'needs exactly one of image_url and file_id')
}

/** The spellings of forms: a file, a text, or one of two bracketed fields. */
export async function referenceFromForm(form: FormReference): Promise<Media | undefined> {
  const { plain, image_url, file_id } = form
  const given = [plain, image_url, file_id].filter((value) => value !== undefined)
  if (given.length > 1) throw invalidRequest('input_reference', 'was given more than once')
  if (plain instanceof File) return fromFile(plain)
  if (file_id !== undefined) return { asset_id: file_id }
  const text = plain ?? image_url
  return text === undefined ? undefined : fromText(text)
}

function fromText(text: string): Media {
  if (/^https?:\/\//i.test(text)) return { url: text }
  if (/^data:/i.test(text)) return { data: text }
  return { asset_id: text }
}

async function fromFile(file: File): Promise<Media> {
  if (file.size > MAX_BYTES) {
    throw new ApiError(413, 'request_too_large', 'input_reference: the file is larger than 10 MB', {
      param: 'input_reference',
    })
  }
  const bytes = Buffer.from(await file.arrayBuffer())
  const mediaType = sniffImage(bytes)
  if (mediaType === undefined) {
    throw new ApiError(
      415,
      'unsupported_media_type',
      'input_reference: the file is not a PNG, JPEG or WebP image',
      {
        param: 'input_reference',
      },
    )
  }
  return { data: `data:${mediaType};base64,${bytes.toString('base64')}` }
}
