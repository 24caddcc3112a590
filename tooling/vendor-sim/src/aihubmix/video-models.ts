import { z } from 'zod'

const sides = (text: string): [string, ...string[]] => text.split(' ') as [string, ...string[]]

const SORA_SIZES = sides('720x1280 1280x720 1024x1792 1792x1024')
const VEO_SIZES = sides('1280x720 720x1280 1920x1080 1080x1920')
const WAN_SIZES = sides(
  '1280x720 720x1280 1920x1080 1080x1920 960x960 1088x832 832x1088 1440x1440 1632x1248 1248x1632 ' +
    '832x480 480x832 624x624 720x720 1080x1080 960x720 720x960 1440x1080 1080x1440',
)

const common = { model: z.string(), prompt: z.string().min(1).max(32_000) }
const seed = z.int().min(0).optional()
const url = z.string().regex(/^(https?:|data:)/, 'expected a URL or data URL')

/** Seconds as text only, and an object as reference. */
const soraSchema = z.strictObject({
  ...common,
  seconds: z.enum(['4', '8', '12', '16', '20']).default('4'),
  size: z.enum(SORA_SIZES).default('720x1280'),
  input_reference: z.union([z.strictObject({ image_url: url }), z.instanceof(File)]).optional(),
})

/** Seconds as a number only; no reference image, no aspect ratio. */
const veoSchema = z.strictObject({
  ...common,
  seconds: z.union([z.literal(4), z.literal(6), z.literal(8)]).default(8),
  size: z.enum(VEO_SIZES).default('1280x720'),
  generate_audio: z.boolean().optional(),
  seed,
})

/** The vendor's pages write seconds as text, its own code as a number: both pass. */
const wanSchema = z.strictObject({
  ...common,
  seconds: z.coerce.number().int().min(2).max(15).default(5),
  size: z.enum(WAN_SIZES).default('1280x720'),
  input_reference: z.union([url, z.instanceof(File)]).optional(),
  seed,
})

const contentPart = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1) }),
  z.strictObject({
    type: z.literal('image_url'),
    image_url: z.strictObject({ url }),
    role: z.enum(['first_frame', 'last_frame', 'reference_image']).optional(),
  }),
  z.strictObject({
    type: z.literal('video_url'),
    video_url: z.strictObject({ url }),
    role: z.literal('reference_video'),
  }),
  z.strictObject({
    type: z.literal('audio_url'),
    audio_url: z.strictObject({ url }),
    role: z.literal('reference_audio'),
  }),
])

/** Duration as a number, resolution as a word, never as sides. */
const seedanceSchema = z.strictObject({
  ...common,
  duration: z.union([z.literal(-1), z.int().min(4).max(30)]).default(5),
  content: z.array(contentPart).optional(),
  resolution: z.enum(['480p', '720p', '1080p']).default('720p'),
  ratio: z.enum(['16:9', '9:16', '4:3', '3:4', '21:9', '1:1', '9:21']).default('16:9'),
  watermark: z.boolean().optional(),
  seed,
  camera_fixed: z.boolean().optional(),
  generate_audio: z.boolean().optional(),
})

const media = (...types: [string, ...string[]]): z.ZodType =>
  z.array(z.strictObject({ type: z.enum(types), url })).min(1)

/** Words and pictures inside `input`, the rest inside `parameters`. */
const dashScopeSchema = z.strictObject({
  model: z.string(),
  input: z.strictObject({
    prompt: z.string().min(1),
    media: media('first_frame', 'last_frame').optional(),
  }),
  parameters: z
    .strictObject({
      resolution: z.enum(['720P', '1080P']).default('720P'),
      duration: z.int().min(2).max(15).default(5),
      prompt_extend: z.boolean().optional(),
      watermark: z.boolean().optional(),
      aspect_ratio: z.string().optional(),
      seed,
    })
    .prefault({}),
})

const wanEditSchema = z.strictObject({
  ...common,
  extra_body: z.strictObject({ input: z.strictObject({ media: media('video', 'reference_image') }) }),
})

const klingSchema = z.strictObject({
  ...common,
  seconds: z.int().min(3).max(15).default(5),
  size: z.string().default('1280x720'),
  image: url.optional(),
  image_tail: url.optional(),
  image_list: z.array(url).max(4).optional(),
  seed,
})

const jimengSchema = z.strictObject({
  ...common,
  seconds: z.union([z.literal(5), z.literal(10)]).default(5),
  size: z
    .string()
    .regex(/^\d+[x:]\d+$/)
    .default('1920x1080'),
  input_reference: url.optional(),
  seed,
})

export interface VideoRequest {
  prompt: string
  seconds: number
  width: number
  height: number
}

/** The body each family wants, and what it asks for. */
export function familyOf(model: string): z.ZodType<VideoRequest> {
  if (model.startsWith('sora')) return soraSchema.transform(readSides)
  if (model.startsWith('veo')) return veoSchema.transform(readSides)
  if (model === 'wan2.7-videoedit') {
    return wanEditSchema.transform(({ prompt }) => ({ prompt, seconds: 5, width: 1280, height: 720 }))
  }
  if (model === 'wan2.7-i2v' || model.startsWith('happyhorse')) {
    return dashScopeSchema.transform(({ input: { prompt }, parameters: { duration, resolution } }) => {
      const height = Number.parseInt(resolution, 10)
      return { prompt, seconds: duration, width: Math.round((height * 16) / 9), height }
    })
  }
  if (model.startsWith('kling')) return klingSchema.transform(readSides)
  if (model.startsWith('jimeng')) return jimengSchema.transform(readSides)
  if (model.startsWith('wan') && model.includes('-t2v')) {
    return wanSchema.omit({ input_reference: true }).transform(readSides)
  }
  if (model.startsWith('wan')) return wanSchema.required({ input_reference: true }).transform(readSides)
  return seedanceSchema.transform(({ prompt, duration, resolution, ratio }) => {
    const short = Number.parseInt(resolution, 10)
    const [across = 16, down = 9] = ratio.split(':').map(Number)
    const scale = short / Math.min(across, down)
    const seconds = duration === -1 ? 5 : duration
    return { prompt, seconds, width: Math.round(across * scale), height: Math.round(down * scale) }
  })
}

function readSides(request: { prompt: string; seconds: string | number; size: string }): VideoRequest {
  const isPixels = request.size.includes('x')
  const [width = 1280, height = 720] = isPixels ? request.size.split('x').map(Number) : []
  return { prompt: request.prompt, seconds: Number(request.seconds), width, height }
}
