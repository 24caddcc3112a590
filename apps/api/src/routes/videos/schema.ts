import { z } from '@hono/zod-openapi'
import { gatherJobWords, jobFormWords, jobWords } from '../jobs/job-words.ts'
import { referenceFromForm, referenceFromJson } from './input-reference.ts'

const seconds = z
  .union(
    [
      z.number(),
      z
        .string()
        .regex(/^\d{1,4}(\.\d{1,3})?$/, 'must be a number of seconds')
        .transform(Number),
    ],
    'must be a number of seconds such as 8, once',
  )
  .refine((value) => value > 0, 'must be above 0')

const words = {
  model: z.string().min(1).max(200).openapi({ example: 'mock/video' }),
  prompt: z.string().min(1).max(32_000),
  size: z.string().max(20).nullish().openapi({ example: '1280x720' }),
  seconds: seconds.nullish().openapi({ type: 'string', example: '8' }),
  aspect_ratio: z.string().max(20).nullish(),
  negative_prompt: z.string().max(32_000).nullish(),
  resolution: z.string().max(100).nullish(),
}

/** A picture to begin with: an address, a `data:` URL or the id of a stored file. */
const reference = z.string().min(1)
const ONE_PICTURE = 'must be one picture: a file, an https: address, a data: URL or the id of a stored file'

/** OpenAI's fields, and ours beside them. What is not listed is ignored. */
export const createVideoSchema = z
  .object({
    ...words,
    ...jobWords,
    seed: z.int().min(0).nullish(),
    input_reference: z
      .union(
        [reference, z.object({ image_url: reference.nullish(), file_id: reference.nullish() })],
        ONE_PICTURE,
      )
      .nullish(),
  })
  .transform(({ input_reference, ...words }) => ({ ...words, reference: referenceFromJson(input_reference) }))
  .openapi('CreateVideo')

/** The same as a form, which is how the OpenAI SDK always sends it. */
const createVideoForm = z
  .object({
    ...words,
    ...jobFormWords,
    seed: z
      .string()
      .regex(/^\d{1,10}$/, 'must be a whole number')
      .transform(Number)
      .optional(),
    input_reference: z
      .union([z.instanceof(File), reference], ONE_PICTURE)
      .optional()
      .openapi({ type: 'string', format: 'binary' }),
    'input_reference[image_url]': reference.optional(),
    'input_reference[file_id]': reference.optional(),
  })
  .transform(
    async ({
      input_reference,
      'input_reference[image_url]': image_url,
      'input_reference[file_id]': file_id,
      ...words
    }) => ({ ...words, reference: await referenceFromForm({ plain: input_reference, image_url, file_id }) }),
  )
  .openapi('CreateVideoForm')

export const createVideoFormSchema = z.preprocess(gatherJobWords, createVideoForm)

export type CreateVideo = z.infer<typeof createVideoSchema>

export const remixVideoSchema = z
  .object({ prompt: z.string().min(1).max(32_000), ...jobWords })
  .openapi('RemixVideo')

export const videoSchema = z
  .object({
    id: z.string(),
    object: z.literal('video'),
    model: z.string(),
    status: z.enum(['queued', 'in_progress', 'completed', 'failed']),
    progress: z.number().int().min(0).max(100),
    created_at: z.number().int(),
    completed_at: z.number().int().nullable(),
    expires_at: z.number().int().nullable(),
    prompt: z.string().nullable(),
    seconds: z.string().nullable(),
    size: z.string().nullable(),
    remixed_from_video_id: z.string().nullable(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .openapi('Video')

export type Video = z.infer<typeof videoSchema>

export const videoPageSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(videoSchema),
    first_id: z.string().nullable(),
    last_id: z.string().nullable(),
    has_more: z.boolean(),
  })
  .openapi('VideoPage')

export const deletedVideoSchema = z
  .object({ id: z.string(), object: z.literal('video.deleted'), deleted: z.literal(true) })
  .openapi('DeletedVideo')

export const videoPath = z.object({ id: z.string().max(200) })
