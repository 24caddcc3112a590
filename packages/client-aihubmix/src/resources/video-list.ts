import { checkArguments, type CallOptions, type PollResult } from '@jointo/http-base'
import { z } from 'zod'
import type { Asked } from '../asked.ts'
import { cleanFailure, VideoFailedError, type CleanText } from '../failed-errors.ts'
import { videoSchema, type Video } from './video.ts'

export interface ListVideosParams {
  /** 1 to 100. */
  limit?: number | undefined
  order?: 'asc' | 'desc' | undefined
  /** The `lastId` of the page before. */
  after?: string | undefined
}

export interface VideoList {
  videos: Video[]
  hasMore: boolean
  lastId?: string | undefined
}

export const listVideosParams: z.ZodType<ListVideosParams> = z.strictObject({
  limit: z.int().min(1).max(100).optional(),
  order: z.enum(['asc', 'desc']).optional(),
  after: z.string().min(1).max(1_024).optional(),
})

export const videoListSchema: z.ZodType<VideoList> = z
  .object({
    data: z.array(videoSchema),
    has_more: z.boolean().catch(false),
    last_id: z.string().nullish().catch(undefined),
  })
  .transform(({ data, has_more, last_id }) => ({
    videos: data,
    hasMore: has_more,
    lastId: last_id ?? data.at(-1)?.id,
  }))

/** `thumbnail` and `spritesheet` are OpenAI's, passed on for Sora at best: unsure. */
export type VideoVariant = 'video' | 'thumbnail' | 'spritesheet'

export interface DownloadVideoOptions extends CallOptions {
  /** Default `video`. */
  variant?: VideoVariant | undefined
}

export interface RemixVideoParams {
  /** What shall be different, 1 to 32,000 characters. */
  prompt: string
}

const remixParams: z.ZodType<RemixVideoParams> = z.strictObject({
  prompt: z.string().min(1, 'must not be empty').max(32_000),
})

export function remixRequest(params: RemixVideoParams): Asked<Video> {
  return { json: checkArguments(remixParams, params), schema: videoSchema }
}

/** @throws VideoFailedError when it failed */
export function judgeVideo(video: Video, clean: CleanText): PollResult<Video> {
  if (video.status === 'failed') throw new VideoFailedError(cleanFailure(video, clean))
  if (video.status === 'completed') return { done: true, value: video }
  return { done: false, progress: video.progress }
}

export const variantParams: z.ZodType<{ variant?: VideoVariant | undefined }> = z.strictObject({
  variant: z.enum(['video', 'thumbnail', 'spritesheet']).optional(),
})
