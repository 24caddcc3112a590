import type { Hono } from 'hono'
import type { z } from 'zod'
import type { VendorEnv } from '../vendor.ts'
import { avatarVideoSchema } from './avatar-models.ts'
import {
  soundEffectSchema,
  speechToSpeechSchema,
  textToSpeechSchema,
  voiceDubbingSchema,
  voiceIsolationSchema,
} from './audio-models.ts'
import { imageToVideoSchema } from './image-to-video-models.ts'
import { audioCredits, imageCredits, videoCredits } from './prices.ts'
import { readRatio } from './ratios.ts'
import { recipeSchemas } from './recipe-models.ts'
import { imageUpscaleSchema, textToImageSchema } from './text-to-image-models.ts'
import { textToVideoSchema } from './text-to-video-models.ts'
import {
  characterPerformanceSchema,
  videoToHdrSchema,
  videoToVideoSchema,
  videoUpscaleSchema,
} from './video-to-video-models.ts'
import { checkCaller, parseBody, startTask, type RunwayState, type RunwayWork } from './work.ts'

const DEFAULT_SECONDS = 5

/** What the models' bodies have in common, as far as it shapes the work. */
export interface WorkFields {
  model?: string | undefined
  /** Of a recipe. */
  version?: string | undefined
  promptText?: string | undefined
  prompt?: string | undefined
  ratio?: string | undefined
  duration?: number | 'auto' | undefined
  audio?: boolean | undefined
  outputCount?: number | undefined
  outputFormat?: string | undefined
}

type Kind = RunwayWork['kind']

/** The routes that start a task, the kind of file they make and the bodies they take. */
const ROUTES: readonly [path: string, kind: Kind, schema: z.ZodType<WorkFields>][] = [
  ['text_to_video', 'video', textToVideoSchema],
  ['image_to_video', 'video', imageToVideoSchema],
  ['video_to_video', 'video', videoToVideoSchema],
  ['video_to_hdr', 'video', videoToHdrSchema],
  ['video_upscale', 'video', videoUpscaleSchema],
  ['character_performance', 'video', characterPerformanceSchema],
  ['text_to_image', 'image', textToImageSchema],
  ['image_upscale', 'image', imageUpscaleSchema],
  ['text_to_speech', 'audio', textToSpeechSchema],
  ['speech_to_speech', 'audio', speechToSpeechSchema],
  ['sound_effect', 'audio', soundEffectSchema],
  ['voice_dubbing', 'audio', voiceDubbingSchema],
  ['voice_isolation', 'audio', voiceIsolationSchema],
  ['recipes/ad_localization', 'image', recipeSchemas.ad_localization],
  ['recipes/marketing_stock_image', 'image', recipeSchemas.marketing_stock_image],
  ['recipes/multi_shot_video', 'video', recipeSchemas.multi_shot_video],
  ['recipes/product_ad', 'video', recipeSchemas.product_ad],
  ['recipes/product_campaign_image', 'image', recipeSchemas.product_campaign_image],
  ['recipes/product_swap', 'video', recipeSchemas.product_swap],
  ['recipes/product_ugc', 'video', recipeSchemas.product_ugc],
]

export function addGenerateRoutes(app: Hono<VendorEnv>, state: RunwayState): void {
  for (const [path, kind, schema] of ROUTES) {
    app.post(`/v1/${path}`, (c) => {
      checkCaller(c)
      const body = parseBody(c, schema)
      const model = body.model ?? path.split('/').at(-1) ?? path
      return startTask(c, state, model, toWork(kind, model, body))
    })
  }

  // Tells its price to nobody.
  app.post('/v1/avatar_videos', (c) => {
    checkCaller(c)
    const { model, speech } = parseBody(c, avatarVideoSchema)
    const promptText = speech.type === 'text' ? speech.text : ''
    return startTask(c, state, model, toWork('video', model, { promptText }), (id) => ({ id }))
  })
}

/** The work a body asks for; a silent body gets the usual size and length. */
export function toWork(kind: Kind, model: string, body: WorkFields): RunwayWork {
  const prompt = body.promptText ?? body.prompt ?? ''
  const size = readRatio(body.ratio)
  const seconds = typeof body.duration === 'number' ? body.duration : DEFAULT_SECONDS
  const count = body.outputCount ?? 1
  const work = { kind, prompt, ...size, seconds, count }
  const isSequence = body.outputFormat?.includes('_sequence') === true
  if (kind === 'video') {
    const credits = videoCredits(model, seconds, body.audio) + seconds * surcharge(model, body.outputFormat)
    return { ...work, isSequence, credits }
  }
  if (kind === 'audio') {
    return { ...work, format: audioFormat(body.outputFormat), credits: audioCredits(model, prompt, seconds) }
  }
  const format = body.outputFormat === 'jpeg' || body.outputFormat === 'webp' ? body.outputFormat : 'png'
  return { ...work, format, seconds: 0, credits: count * imageCredits(model, size) }
}

function audioFormat(asked: string | undefined): 'wav' | 'opus' | 'mp3' {
  if (asked === 'wav') return 'wav'
  return asked === 'ogg_opus' ? 'opus' : 'mp3'
}

/** A second of a film for the cutting room, where it is not in the price. */
function surcharge(model: string, outputFormat = 'mp4'): number {
  if (outputFormat === 'mp4' || model === 'ruby') return 0
  return outputFormat === 'prores' || outputFormat === 'png_sequence' ? 5 : 20
}
