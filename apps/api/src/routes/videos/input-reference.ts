import { invalidRequest } from '../../errors/api-error.ts'
import {
  mediaFromJson,
  mediaFromText,
  pictureFromFile,
  type JsonPicture,
  type Media,
} from '../../http/media-reference.ts'

const MAX_BYTES = 10 * 1024 * 1024
const PARAM = 'input_reference'

interface FormReference {
  plain?: string | File | undefined
  image_url?: string | undefined
  file_id?: string | undefined
}

/** The spellings of JSON bodies. */
export function referenceFromJson(reference: string | JsonPicture | null | undefined): Media | undefined {
  if (reference == null) return undefined
  return typeof reference === 'string' ? mediaFromText(reference, PARAM) : mediaFromJson(reference, PARAM)
}

/** The spellings of forms: a file, a text, or one of two bracketed fields. */
export async function referenceFromForm(form: FormReference): Promise<Media | undefined> {
  const { plain, image_url, file_id } = form
  const given = [plain, image_url, file_id].filter((value) => value !== undefined)
  if (given.length > 1) throw invalidRequest(PARAM, 'was given more than once')
  if (plain instanceof File) return pictureFromFile(plain, PARAM, MAX_BYTES)
  if (file_id !== undefined) return { asset_id: file_id }
  const text = plain ?? image_url
  return text === undefined ? undefined : mediaFromText(text, PARAM)
}
