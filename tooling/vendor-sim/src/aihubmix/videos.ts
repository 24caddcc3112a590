import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import { colourOf } from '../media/colour.ts'
import { encodeMp4 } from '../media/mp4.ts'
import { encodePicture } from '../media/picture.ts'
import { sendFile } from '../media/send-file.ts'
import { fails, refuses } from '../prompt-marks.ts'
import { pollTask, taskState, type SimTask, type TaskState } from '../task-store.ts'
import { VendorRefusal, type VendorContext, type VendorEnv } from '../vendor.ts'
import { aihubmixError, invalidRequest } from './errors.ts'
import { familyOf } from './video-models.ts'
import {
  checkBalance,
  checkKey,
  checkModel,
  parse,
  readJson,
  unixSeconds,
  type AIHubMixState,
  type MediaWork,
} from './work.ts'

const STATUS = {
  waiting: 'queued',
  running: 'in_progress',
  succeeded: 'completed',
  failed: 'failed',
} as const

export function addVideoRoutes(app: Hono<VendorEnv>, state: AIHubMixState): void {
  app.post('/v1/videos', (c) => {
    checkKey(c)
    const body = readVideoBody(c)
    const model = checkModel(body, 'video')
    const request = parse(familyOf(model), body)
    checkBalance(c)
    const id = newVideoId()
    const task = state.tasks.add(
      id,
      c.var.apiKey.text,
      { kind: 'video', model, ...request },
      { ...fateOf(c, request.prompt), ...c.var.script },
    )
    state.accept(c, { id, model })
    return c.json(describe(task, taskState(task)))
  })

  app.post('/v1/videos/:id/remix', (c) => {
    const source = findTask(c, state)
    const { prompt } = parse(z.strictObject({ prompt: z.string().min(1).max(32_000) }), readJson(c))
    if (taskState(source).phase !== 'succeeded') throw notReady()
    checkBalance(c)
    const id = newVideoId()
    const work = { ...source.work, prompt, remixOf: source.id }
    const task = state.tasks.add(id, c.var.apiKey.text, work, { ...fateOf(c, prompt), ...c.var.script })
    state.accept(c, { id, model: work.model })
    return c.json(describe(task, taskState(task)))
  })

  app.get('/v1/videos', (c) => {
    checkKey(c)
    return c.json(listVideos(c, state))
  })

  app.get('/v1/videos/:id', (c) => {
    const task = findTask(c, state)
    return c.json(describe(task, pollTask(task)))
  })

  app.get('/v1/videos/:id/content', async (c) => {
    const task = findTask(c, state)
    if (taskState(task).phase !== 'succeeded') throw notReady()
    const { prompt, width, height, seconds } = task.work
    const variant = c.req.query('variant') ?? 'video'
    // Pictures of a video are OpenAI's own.
    if (variant !== 'video' && !task.work.model.startsWith('sora')) {
      throw invalidRequest(`Invalid value for 'variant': '${variant}'`, { param: 'variant' })
    }
    if (variant === 'thumbnail')
      return sendFile(c, encodePicture('webp', width, height, colourOf(prompt)), 'image/webp')
    if (variant === 'spritesheet')
      return sendFile(c, encodePicture('jpeg', width, height, colourOf(prompt)), 'image/jpeg')
    return sendFile(c, await encodeMp4({ width, height, seconds, colour: colourOf(prompt) }), 'video/mp4')
  })

  app.delete('/v1/videos/:id', (c) => {
    const { id } = findTask(c, state)
    state.tasks.delete(id)
    return c.json({ id, object: 'video.deleted', deleted: true })
  })
}

/** JSON, or a form as the OpenAI SDK always sends it, where all values are text. */
function readVideoBody(c: VendorContext): Record<string, unknown> {
  const { body } = c.var
  if (body.kind !== 'form') {
    const value = readJson(c)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  }
  const fields: Record<string, unknown> = Object.fromEntries(
    [...body.fields].map(([name, [value]]) => [name, value]),
  )
  const { 'input_reference[image_url]': image_url, ...rest } = fields
  const model = String(rest.model)
  return {
    ...rest,
    ...(image_url !== undefined && { input_reference: { image_url } }),
    ...(model.startsWith('veo') && rest.seconds !== undefined && { seconds: Number(rest.seconds) }),
  }
}

/** Long and opaque, with `=` and `/`-free base64 in it, as the gateway's ids are. */
const newVideoId = (): string => `video_${randomBytes(79).toString('base64url')}==`

const notReady = (): VendorRefusal =>
  invalidRequest('The video is not ready yet', { code: 'video_not_ready' })

/** Pages as OpenAI's own; the gateway's pages do not mention them. */
function listVideos(c: VendorContext, state: AIHubMixState): Record<string, unknown> {
  const { limit = '20', order = 'desc', after } = c.req.query()
  const mine = state.tasks.all().filter((task) => task.work.kind === 'video')
  const sorted = order === 'asc' ? mine : mine.toReversed()
  const from = after === undefined ? 0 : sorted.findIndex((task) => task.id === after) + 1
  const page = sorted.slice(from, from + Number(limit))
  return {
    object: 'list',
    data: page.map((task) => describe(task, taskState(task))),
    first_id: page.at(0)?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
    has_more: sorted.length > from + page.length,
  }
}

function fateOf(c: VendorContext, prompt: string): { failure?: string; failureCode?: string } {
  if (c.var.refused || refuses(prompt)) {
    return {
      failure: 'Your request was blocked by our moderation system.',
      failureCode: 'moderation_blocked',
    }
  }
  return fails(prompt) ? { failure: 'Video generation failed.', failureCode: 'video_generation_failed' } : {}
}

function findTask(c: VendorContext, state: AIHubMixState): SimTask<MediaWork> {
  checkKey(c)
  const id = c.req.param('id') ?? ''
  const task = state.tasks.get(id)
  if (task?.work.kind !== 'video')
    throw new VendorRefusal(aihubmixError(404, 'The video does not exist', { code: 'not_found' }))
  return task
}

function describe(task: SimTask<MediaWork>, now: TaskState): Record<string, unknown> {
  const { model, prompt, seconds, width, height } = task.work
  const { failure, failureCode } = task.script
  const isSora = model.startsWith('sora')
  const done = now.phase === 'succeeded' || now.phase === 'failed'
  return {
    id: task.id,
    object: 'video',
    status: now.statusWord ?? STATUS[now.phase],
    model,
    progress: Math.round(now.progress * 100),
    created_at: unixSeconds(task.createdAt),
    completed_at: done ? unixSeconds(task.completesAt) : null,
    expires_at: done ? unixSeconds(task.completesAt + 24 * 3_600_000) : null,
    ...(isSora
      ? {
          prompt,
          seconds: `${seconds}`,
          size: `${width}x${height}`,
          remixed_from_video_id: task.work.remixOf ?? null,
        }
      : { duration: seconds, width, height }),
    error:
      now.phase === 'failed' ? { code: failureCode ?? 'video_generation_failed', message: failure } : null,
  }
}
