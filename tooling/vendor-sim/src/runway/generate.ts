import type { Hono } from 'hono'
import type { VendorEnv } from '../vendor.ts'
import { imageToVideoSchema } from './image-to-video-models.ts'
import { imageCredits, videoCredits } from './prices.ts'
import { readRatio } from './ratios.ts'
import { textToImageSchema } from './text-to-image-models.ts'
import { textToVideoSchema } from './text-to-video-models.ts'
import { checkCaller, parseBody, startTask, type RunwayState } from './work.ts'

const DEFAULT_SECONDS = 5

/** The routes that start a task. */
export function addGenerateRoutes(app: Hono<VendorEnv>, state: RunwayState): void {
  app.post('/v1/text_to_video', (c) => {
    checkCaller(c)
    const body = parseBody(c, textToVideoSchema)
    const seconds = typeof body.duration === 'number' ? body.duration : DEFAULT_SECONDS
    return startTask(c, state, body.model, {
      kind: 'video',
      prompt: body.promptText,
      ...readRatio(body.ratio),
      seconds,
      credits: videoCredits(body.model, seconds, 'audio' in body ? body.audio : undefined),
    })
  })

  app.post('/v1/image_to_video', (c) => {
    checkCaller(c)
    const body = parseBody(c, imageToVideoSchema)
    const seconds = typeof body.duration === 'number' ? body.duration : DEFAULT_SECONDS
    return startTask(c, state, body.model, {
      kind: 'video',
      prompt: body.promptText ?? '',
      ...readRatio(body.ratio),
      seconds,
      credits: videoCredits(body.model, seconds, 'audio' in body ? body.audio : undefined),
    })
  })

  app.post('/v1/text_to_image', (c) => {
    checkCaller(c)
    const body = parseBody(c, textToImageSchema)
    const size = readRatio(body.ratio)
    return startTask(c, state, body.model, {
      kind: 'image',
      prompt: body.promptText,
      ...size,
      seconds: 0,
      credits: imageCredits(body.model, size),
    })
  })
}
