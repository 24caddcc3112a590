import { z } from 'zod'
import { formFile, mediaUrl } from '../fields.ts'
import { compact } from '../compact.ts'
import type { VideoField, VideoParams } from './video-params.ts'
import { anySize, soraSize, veoSize, wan25Size, wan26Size, wan27Size } from './video-sizes.ts'

type Body = Record<string, unknown>

/** One shape of `POST /v1/videos`. */
export interface VideoFamily {
  matches: RegExp
  /** The fields it takes; the gateway answers 400 to others, or ignores them silently. */
  fields: Readonly<Partial<Record<VideoField, z.ZodType>>>
  body(params: VideoParams): Body
}

const count = (least: number, most: number): z.ZodType => z.int().min(least).max(most).optional()
const seed = z.int().min(0).optional()
const flag = z.boolean().optional()
const url = mediaUrl.optional()
const urls = z.array(mediaUrl).min(1).optional()
const ratio = z
  .string()
  .regex(/^\d+:\d+$/, 'must be a ratio such as 16:9')
  .optional()
const seedanceResolution = z.enum(['480p', '720p', '1080p']).optional()
const fiveOrTen = z.literal([5, 10]).optional()

const wanText = (matches: RegExp, seconds: z.ZodType, size: z.ZodType): VideoFamily => ({
  matches,
  fields: { seconds, size, seed },
  body: flatBody,
})
const wanPicture = (matches: RegExp, seconds: z.ZodType, size: z.ZodType): VideoFamily => ({
  matches,
  fields: { seconds, size, seed, first_frame: mediaUrl },
  body: flatBody,
})
const dashScope = (matches: RegExp, seconds: z.ZodType, aspect_ratio: z.ZodType): VideoFamily => ({
  matches,
  fields: {
    seconds,
    resolution: z.enum(['720P', '1080P', '720p', '1080p']).optional(),
    aspect_ratio,
    first_frame: url,
    last_frame: url,
    seed,
    watermark: flag,
    prompt_extend: flag,
  },
  body: dashScopeBody,
})
const seedance = (matches: RegExp, seconds: z.ZodType, resolution: z.ZodType): VideoFamily => ({
  matches,
  fields: {
    seconds,
    resolution,
    aspect_ratio: z.enum(['16:9', '9:16', '4:3', '3:4', '21:9', '1:1', '9:21']).optional(),
    first_frame: url,
    last_frame: url,
    reference_images: urls,
    reference_videos: urls,
    reference_audios: urls,
    seed,
    generate_audio: flag,
    watermark: flag,
    camera_fixed: flag,
  },
  body: seedanceBody,
})

/** The first family that fits a model id decides. Shapes as the gateway's own adapters write them. */
export const videoFamilies: readonly VideoFamily[] = [
  {
    matches: /^sora/,
    fields: {
      seconds: z.literal([4, 8, 12, 16, 20]).optional(),
      size: soraSize,
      first_frame: url,
      reference_file: formFile(20_000_000).optional(),
    },
    // The only family with seconds as text and an object as reference.
    body: ({ prompt, seconds, size, first_frame }) => ({
      prompt,
      seconds: seconds === undefined ? undefined : String(seconds),
      size,
      input_reference: first_frame === undefined ? undefined : { image_url: first_frame },
    }),
  },
  {
    matches: /^veo/,
    fields: { seconds: z.literal([4, 6, 8]).optional(), size: veoSize, seed, generate_audio: flag },
    body: ({ prompt, seconds, size, seed, generate_audio }) => ({
      prompt,
      seconds,
      size,
      seed,
      generate_audio,
    }),
  },
  {
    matches: /^wan2\.7-videoedit/,
    fields: { reference_videos: z.array(mediaUrl).min(1, 'needs the video to edit'), reference_images: urls },
    body: ({ prompt, reference_videos = [], reference_images = [] }) => ({
      prompt,
      extra_body: {
        input: {
          media: [
            ...reference_videos.map((video) => ({ type: 'video', url: video })),
            ...reference_images.map((image) => ({ type: 'reference_image', url: image })),
          ],
        },
      },
    }),
  },
  dashScope(/^wan2\.7-i2v/, count(2, 15), ratio),
  dashScope(/^happyhorse/, count(3, 15), z.enum(['16:9', '9:16', '1:1', '4:3', '3:4']).optional()),
  wanText(/^wan2\.5-t2v/, fiveOrTen, wan25Size),
  wanText(/^wan2\.6-t2v/, count(2, 15), wan26Size),
  wanText(/^wan2\.7-t2v/, count(2, 15), wan27Size),
  wanText(/^wan.*-t2v/, count(2, 15), anySize),
  wanPicture(/^wan2\.5-i2v/, fiveOrTen, wan25Size),
  wanPicture(/^wan2\.6-i2v/, count(2, 15), wan26Size),
  wanPicture(/^wan.*-i2v/, count(2, 15), anySize),
  seedance(/^doubao-seedance-2-0-fast/, count(4, 15), z.enum(['480p', '720p']).optional()),
  seedance(/^doubao-seedance-2-0/, count(4, 15), seedanceResolution),
  seedance(
    /^doubao-seedance-/,
    z.union([z.literal(-1), z.int().min(4).max(30)]).optional(),
    seedanceResolution,
  ),
  {
    matches: /^kling/,
    fields: {
      seconds: z.int().min(1).optional(),
      size: z.string().min(1).optional(),
      first_frame: url,
      last_frame: url,
      reference_images: z.array(mediaUrl).min(1).max(4).optional(),
      seed,
    },
    body: ({ prompt, seconds, size, first_frame, last_frame, reference_images, seed }) => ({
      prompt,
      seconds,
      size,
      image: first_frame,
      image_tail: last_frame,
      image_list: reference_images,
      seed,
    }),
  },
  {
    matches: /^jimeng/,
    fields: {
      seconds: fiveOrTen,
      size: z
        .string()
        .regex(/^\d+[x:]\d+$/, 'must be a ratio such as 16:9 or pixels')
        .optional(),
      first_frame: url,
      seed,
    },
    body: flatBody,
  },
  // A family that nobody here has heard of.
  {
    matches: /^/,
    fields: { seconds: z.int().min(1).optional(), size: z.string().optional(), first_frame: url, seed },
    body: flatBody,
  },
]

function flatBody({ prompt, seconds, size, first_frame, seed }: VideoParams): Body {
  return { prompt, seconds, size, input_reference: first_frame, seed }
}

function dashScopeBody(params: VideoParams): Body {
  const { prompt, seconds, resolution, aspect_ratio, first_frame, last_frame, seed } = params
  const { watermark, prompt_extend } = params
  const media = [
    { type: 'first_frame', url: first_frame },
    { type: 'last_frame', url: last_frame },
  ].filter((frame) => frame.url !== undefined)
  const parameters = { duration: seconds, aspect_ratio, seed, watermark, prompt_extend }
  return {
    input: compact({ prompt, media: media.length > 0 ? media : undefined }),
    parameters: compact({ resolution: resolution?.toUpperCase(), ...parameters }),
  }
}

/** `resolution` is a word here, never sides; pictures, clips and sounds ride in `content` beside the words. */
function seedanceBody(params: VideoParams): Body {
  const { prompt, seconds, resolution, aspect_ratio, seed, generate_audio, watermark, camera_fixed } = params
  const image = (role: string, address: string | undefined): Body[] =>
    address === undefined ? [] : [{ type: 'image_url', image_url: { url: address }, role }]
  const media = [
    ...image('first_frame', params.first_frame),
    ...image('last_frame', params.last_frame),
    ...(params.reference_images ?? []).flatMap((address) => image('reference_image', address)),
    ...(params.reference_videos ?? []).map((address) => ({
      type: 'video_url',
      video_url: { url: address },
      role: 'reference_video',
    })),
    ...(params.reference_audios ?? []).map((address) => ({
      type: 'audio_url',
      audio_url: { url: address },
      role: 'reference_audio',
    })),
  ]
  return {
    prompt,
    duration: seconds,
    content: media.length > 0 ? [{ type: 'text', text: prompt }, ...media] : undefined,
    resolution,
    ratio: aspect_ratio,
    seed,
    generate_audio,
    watermark,
    camera_fixed,
  }
}
