import { ApiError, invalidRequest } from '../../errors/api-error.ts'
import {
  mediaFromJson,
  mediaFromText,
  pictureFromFile,
  type JsonPicture,
  type Media,
} from '../../http/media-reference.ts'

const MAX_PICTURES = 16
const MAX_BYTES = 50 * 1024 * 1024

export interface EditPictures {
  pictures: Media[]
  mask: Media | undefined
  /** What their caller calls them: all pictures, each of them, the mask. */
  names: { all: string; each: string[]; mask: string }
}

interface JsonPictures {
  images: JsonPicture[]
  mask?: JsonPicture | null | undefined
}

type Part = File | string

/** Fields of a form; besides these, `image[0]` and so on. */
export interface FormPictures {
  image?: Part | Part[] | undefined
  'image[]'?: Part | Part[] | undefined
  mask?: Part | undefined
  [field: string]: unknown
}

export function picturesFromJson({ images, mask }: JsonPictures): EditPictures {
  return {
    pictures: images.map((image, index) => mediaFromJson(image, `images[${index}]`)),
    mask: mask == null ? undefined : mediaFromJson(mask, 'mask'),
    names: {
      all: 'images',
      each: images.map((image, index) => nameOf(image, `images[${index}]`)),
      mask: nameOf(mask, 'mask'),
    },
  }
}

function nameOf(picture: JsonPicture | null | undefined, param: string): string {
  return picture?.file_id == null ? `${param}.image_url` : `${param}.file_id`
}

export async function picturesFromForm(form: FormPictures): Promise<EditPictures> {
  const parts = [form.image, form['image[]'], ...numbered(form)].flat().filter((part) => part !== undefined)
  if (parts.length === 0) throw invalidRequest('image', 'is missing: send a file')
  if (parts.length > MAX_PICTURES) {
    throw invalidRequest(
      'image',
      `was given ${parts.length} times, at most ${MAX_PICTURES} pictures are taken`,
    )
  }
  return {
    pictures: await Promise.all(parts.map((part) => fromPart(part, 'image'))),
    mask: form.mask === undefined ? undefined : await fromPart(form.mask, 'mask'),
    names: { all: 'image', each: parts.map(() => 'image'), mask: 'mask' },
  }
}

/** `image[0]`, `image[1]`… in their order. */
function numbered(form: FormPictures): Part[] {
  const found: { at: number; part: Part }[] = []
  for (const [name, value] of Object.entries(form)) {
    const at = /^image\[(\d{1,3})\]$/.exec(name)?.[1]
    if (at === undefined) continue
    if (!(value instanceof File) && typeof value !== 'string')
      throw invalidRequest(name, 'was given more than once')
    found.push({ at: Number(at), part: value })
  }
  return found.toSorted((a, b) => a.at - b.at).map(({ part }) => part)
}

async function fromPart(part: Part, param: string): Promise<Media> {
  if (typeof part !== 'string') return pictureFromFile(part, param, MAX_BYTES)
  if (part === '') throw new ApiError(400, 'invalid_request', `${param}: is empty`, { param })
  return mediaFromText(part, param)
}
