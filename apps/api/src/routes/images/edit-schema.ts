import { z } from '@hono/zod-openapi'
import { gatherJobWords, jobFormWords, jobWords } from '../jobs/job-words.ts'
import { picturesFromForm, picturesFromJson } from './edit-pictures.ts'
import { imageNumbers, imageWords } from './schema.ts'

const prompt = z
  .string()
  .max(32_000)
  .nullish()
  .openapi({ description: 'May be empty where the model takes no words.' })
const fidelity = z.string().max(20).nullish()
const text = z.string().min(1)
const picture = z.object({ image_url: text.nullish(), file_id: text.nullish() })

/** Changes pictures that lie elsewhere. */
export const editImageSchema = z
  .object({
    ...imageWords,
    ...imageNumbers,
    ...jobWords,
    prompt,
    input_fidelity: fidelity,
    images: z.array(picture).min(1).max(16),
    mask: picture.nullish(),
  })
  .transform(({ images, mask, ...words }) => ({ ...words, given: picturesFromJson({ images, mask }) }))
  .openapi('EditImage')

const whole = (most: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value <= most, `must be at most ${most}`)
    .optional()

const formWords = {
  ...imageWords,
  ...jobFormWords,
  prompt,
  input_fidelity: fidelity,
  n: whole(10).refine((value) => value !== 0, 'must be at least 1'),
  seed: whole(4_294_967_295),
  output_compression: whole(100),
  stream: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
}

const FILES = 'files, https: addresses, data: URLs or ids of stored files'
const one = z.union([z.instanceof(File), text], `must be one of ${FILES}`)
const files = z.union([one, z.array(one)], `must be ${FILES}`).optional()

/**
 * The same as a form, as SDKs send it: one picture as `image`, several as `image[]`, by hand also `image[0]`, `image[1]`. Each is a
 * file, an address or the id of a stored file.
 */
const editImageForm = z
  .looseObject({
    ...formWords,
    image: files.openapi({ type: 'string', format: 'binary' }),
    'image[]': files.openapi({ type: 'array', items: { type: 'string', format: 'binary' } }),
    mask: one.optional().openapi({ type: 'string', format: 'binary' }),
  })
  .transform(async (form) => {
    const { image: _one, 'image[]': _several, mask: _mask, ...words } = form
    return { ...words, given: await picturesFromForm(form) }
  })
  .openapi('EditImageForm')

export const editImageFormSchema = z.preprocess(gatherJobWords, editImageForm)

export type EditImage = z.infer<typeof editImageSchema>
