import { z } from 'zod'
import { videoStatus, type VideoStatus } from './video.ts'

export interface MediaTaskOutput {
  index: number
  b64_json?: string | undefined
  /** Wants our key: use `downloadImage` or `downloadVideo`. */
  contentUrl?: string | undefined
  resultId?: string | undefined
  mediaType?: string | undefined
}

/** A task of the native media API. */
export interface MediaTask {
  id: string
  object: string
  model: string
  status: VideoStatus
  /** The vendor's own word. */
  vendorStatus: string
  output: MediaTaskOutput[]
  /** Only when it failed. */
  error?: { code?: string | undefined; message?: string | undefined } | undefined
  /** Unix seconds. Unsure for how long after it the files can be had: fetch them at once. */
  expiresAt?: number | undefined
}

const word = z.string().min(1).nullish().catch(undefined)
const code = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined)

const output = z
  .object({
    index: z.number().catch(0),
    b64_json: word,
    content_url: word,
    result_id: word,
    content_type: word,
  })
  .transform(({ index, b64_json, content_url, result_id, content_type }): MediaTaskOutput => ({
    index,
    b64_json: b64_json ?? undefined,
    contentUrl: content_url ?? undefined,
    resultId: result_id ?? undefined,
    mediaType: content_type ?? undefined,
  }))

export const mediaTaskSchema: z.ZodType<MediaTask> = z
  .object({
    id: z
      .string()
      .min(1)
      .max(1_024)
      .regex(/^[\x21-\x7e]+$/),
    object: z.string().catch(''),
    model: z.string().catch(''),
    status: z.string(),
    output: z.array(output).nullish().catch([]),
    error: z
      .union([
        z.string().transform((message) => ({ code: undefined, message })),
        z.object({ code, message: word }),
      ])
      .nullish()
      .catch(undefined),
    expires_at: z.number().nullish().catch(undefined),
  })
  .transform(({ status: vendorStatus, error, expires_at, output, ...task }) => {
    const status = videoStatus(vendorStatus)
    const failure = { code: error?.code, message: error?.message ?? undefined }
    return {
      ...task,
      status,
      vendorStatus,
      output: output ?? [],
      error: status === 'failed' ? failure : undefined,
      expiresAt: expires_at ?? undefined,
    }
  })

export interface MediaTaskList {
  tasks: MediaTask[]
  hasMore: boolean
  /** For the next page's `after`. */
  nextAfter?: string | undefined
}

export const mediaTaskListSchema: z.ZodType<MediaTaskList> = z
  .object({
    data: z.array(mediaTaskSchema),
    has_more: z.boolean().catch(false),
    next_after: word,
  })
  .transform(({ data, has_more, next_after }) => ({
    tasks: data,
    hasMore: has_more,
    nextAfter: next_after ?? undefined,
  }))
