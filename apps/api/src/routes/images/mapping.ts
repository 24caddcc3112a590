import type { CreateJobInput, Job } from '@jointo/ai-service'
import { invalidRequest } from '../../errors/api-error.ts'
import { sizeWords, type ModelWords } from '../../http/model-words.ts'
import type { EditPictures } from './edit-pictures.ts'
import type { GenerateImage, ImagesReply } from './schema.ts'

/** Our words → OpenAI's, where they differ. */
export const imageFields = { 'input.format': 'output_format' }

/** The same of an edit, whose pictures its caller names in his own way. */
export function editFields({ names }: Pick<EditPictures, 'names'>): Record<string, string> {
  const each = [...names.each, names.mask].flatMap((name, index) =>
    ['', '.url', '.data', '.asset_id', '.role'].map((end) => [`input.images[${index}]${end}`, name]),
  )
  return { ...imageFields, 'input.images': names.all, ...Object.fromEntries(each) }
}

/** What both calls say about the picture to be made. */
export type PictureWords = Omit<GenerateImage, 'prompt' | 'stream' | 'user' | 'response_format'> & {
  prompt?: string | null | undefined
  input_fidelity?: string | null | undefined
}

/** The part of a job that these calls decide. */
export type ImageRequest = Pick<CreateJobInput, 'kind' | 'provider_options'> & {
  input: Record<string, unknown>
}

/** OpenAI's words in ours. `auto` and `n: 1` say nothing. */
export function toImageRequest(body: PictureWords, words: ModelWords): ImageRequest {
  const size = chosen(body.size)
  const background = chosen(body.background)
  const isOption = background !== undefined && !words.takes('background')
  const options = withoutUndefined({
    // Some models know it as a word, some as an option of their vendor's.
    background: isOption ? background : undefined,
    output_compression: body.output_compression === 100 ? undefined : (body.output_compression ?? undefined),
    input_fidelity: body.input_fidelity ?? undefined,
  })
  return {
    kind: 'image',
    input: withoutUndefined({
      prompt: body.prompt == null || body.prompt === '' ? undefined : body.prompt,
      negative_prompt: body.negative_prompt ?? undefined,
      n: body.n === 1 ? undefined : (body.n ?? undefined),
      ...(size === undefined ? {} : sizeWords(size, words)),
      ...(body.aspect_ratio == null ? {} : { aspect_ratio: body.aspect_ratio }),
      resolution: body.resolution ?? undefined,
      quality: chosen(body.quality),
      style: body.style ?? undefined,
      background: isOption ? undefined : background,
      format: body.output_format ?? undefined,
      seed: body.seed ?? undefined,
    }),
    ...(Object.keys(options).length === 0 ? {} : { provider_options: options }),
  }
}

/**
 * The same for a change of given pictures. The first is the one to change, where the model tells it from references; models that
 * have references alone make a new picture from them.
 */
export function toEditRequest(
  body: PictureWords,
  { pictures, mask }: Pick<EditPictures, 'pictures' | 'mask'>,
  words: ModelWords,
): ImageRequest {
  const kind = words.kinds.includes('image_edit') ? 'image_edit' : 'image'
  if (!words.takes('images') || !words.kinds.includes(kind)) {
    throw invalidRequest('model', 'makes nothing from given pictures: take one with kind image_edit')
  }
  const { input, ...rest } = toImageRequest(body, words)
  const knows = (role: string): boolean => words.imageRoles?.includes(role) !== false
  const first = knows('source') ? 'source' : 'reference'
  const others = knows('reference') ? 'reference' : 'source'
  const images = pictures.map((media, index) => ({ ...media, role: index === 0 ? first : others }))
  return {
    ...rest,
    kind,
    input: { ...input, images: mask === undefined ? images : [...images, { ...mask, role: 'mask' }] },
  }
}

/** What is known of a finished picture beside its bytes. */
export function pictureTraits(job: Job, body: PictureWords): Omit<ImagesReply, 'created' | 'data'> {
  const [first] = job.output
  const quality = chosen(body.quality)
  const background = chosen(body.background)
  return {
    ...(first === undefined ? {} : { output_format: first.media_type.replace('image/', '') }),
    ...(first?.width == null || first.height === null ? {} : { size: `${first.width}x${first.height}` }),
    ...(quality === undefined ? {} : { quality }),
    ...(background === undefined ? {} : { background }),
  }
}

function chosen(value: string | null | undefined): string | undefined {
  return value === 'auto' ? undefined : (value ?? undefined)
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}
