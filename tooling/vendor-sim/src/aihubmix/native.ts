import type { Hono } from 'hono'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { colourOf } from '../media/colour.ts'
import { encodeMp4 } from '../media/mp4.ts'
import { encodePicture } from '../media/picture.ts'
import { sendFile } from '../media/send-file.ts'
import { fails, refuses } from '../prompt-marks.ts'
import { pollTask, taskState, type SimTask } from '../task-store.ts'
import { VendorRefusal, type VendorContext, type VendorEnv } from '../vendor.ts'
import { aihubmixError } from './errors.ts'
import { describeTask } from './native-task.ts'
import { MODELS } from './models.ts'
import { checkBalance, checkKey, checkModel, readJson, type AIHubMixState, type MediaWork } from './work.ts'

const url = z.string().regex(/^(https?:|data:)/)
const shared = {
  model: z.string(),
  prompt: z.string().min(1),
  aspect_ratio: z.string().optional(),
  seed: z.int().optional(),
  extra: z.record(z.string(), z.unknown()).optional(),
  webhook_url: url.optional(),
  webhook_events_filter: z.array(z.string()).optional(),
}

const imageSchema = z.strictObject({
  ...shared,
  n: z.int().min(1).max(10).default(1),
  size: z.string().optional(),
  negative_prompt: z.string().optional(),
  image: z.string().optional(),
  images: z.array(z.string()).optional(),
  mask: z.string().optional(),
  output_format: z.enum(['png', 'jpeg', 'webp']).optional(),
  response_format: z.enum(['url', 'b64_json']).optional(),
  async: z.boolean().default(false),
})

const videoSchema = z
  .strictObject({
    ...shared,
    duration: z.int().min(-1).max(30).default(5),
    resolution: z.string().optional(),
    generate_audio: z.boolean().optional(),
    frame_images: z
      .array(
        z.strictObject({
          frame_type: z.enum(['first_frame', 'last_frame']),
          image_url: z.strictObject({ url }),
        }),
      )
      .max(2)
      .optional(),
    input_references: z
      .array(z.strictObject({ type: z.enum(['image_url', 'video_url', 'audio_url']), url }))
      .max(9)
      .optional(),
  })
  .refine((body) => body.frame_images === undefined || body.input_references === undefined, {
    path: ['input_references'],
    error: 'excludes frame_images',
  })

/** The gateway's own media API: closed schemas, tasks, results behind the key. Keys with `async` in them may make pictures later. */
export function addNativeRoutes(app: Hono<VendorEnv>, state: AIHubMixState): void {
  app.post('/ai/v1/images/generations', (c) => {
    const body = readAsked(c, 'nativeImage', imageSchema)
    if (body.async && !c.var.apiKey.text.includes('async')) {
      throw refusal(403, 'async_not_enabled', 'Asynchronous images must be switched on in the console')
    }
    const script = body.async ? {} : { seconds: 0 }
    const task = start(c, state, { kind: 'native_image', ...body, seconds: body.n }, script)
    return c.json(
      describeTask(task, taskState(task), { embed: !body.async && body.response_format !== 'url' }),
    )
  })
  app.post('/ai/v1/videos', (c) => {
    const body = readAsked(c, 'nativeVideo', videoSchema)
    const task = start(c, state, { kind: 'native_video', ...body, seconds: Math.max(body.duration, 1) }, {})
    return c.json(describeTask(task, taskState(task)))
  })

  for (const [plural, kind] of [
    ['images', 'native_image'],
    ['videos', 'native_video'],
  ] as const) {
    app.get(`/ai/v1/${plural}`, (c) => c.json(listTasks(c, state, kind)))
    app.get(`/ai/v1/${plural}/:id`, (c) => {
      const task = findTask(c, state, kind)
      return c.json(describeTask(task, pollTask(task)))
    })
  }
  app.get('/ai/v1/tasks/:id', (c) => {
    const task = findTask(c, state)
    return c.json(describeTask(task, taskState(task)))
  })

  app.get('/ai/v1/images/:id/content/:result', (c) => {
    const task = finished(c, state, 'native_image')
    const index = Number(/^r_(\d+)$/.exec(c.req.param('result'))?.[1] ?? Number.NaN)
    if (!(index < task.work.seconds)) throw refusal(404, 'result_not_found', 'No such result')
    return sendFile(c, encodePicture('png', 512, 512, colourOf(task.work.prompt)), 'image/png')
  })
  app.get('/ai/v1/videos/:id/content', async (c) => {
    const { width, height, seconds, prompt } = finished(c, state, 'native_video').work
    return sendFile(c, await encodeMp4({ width, height, seconds, colour: colourOf(prompt) }), 'video/mp4')
  })
}

function readAsked<T>(c: VendorContext, kind: 'nativeImage' | 'nativeVideo', schema: z.ZodType<T>): T {
  checkKey(c)
  const body = readJson(c)
  if (
    !MODELS[kind].some(
      (known) => typeof body === 'object' && body !== null && Reflect.get(body, 'model') === known,
    )
  ) {
    checkModel(body, kind)
  }
  const parsed = schema.safeParse(body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw refusal(400, 'schema_violation', `${issue?.path.join('.')}: ${issue?.message}`)
  }
  checkBalance(c)
  return parsed.data
}

function start(
  c: VendorContext,
  state: AIHubMixState,
  { kind, model, prompt, seconds }: Pick<MediaWork, 'kind' | 'model' | 'prompt' | 'seconds'>,
  script: { seconds?: number },
): SimTask<MediaWork> {
  const refused = c.var.refused || refuses(prompt)
  const fate = refused
    ? { failure: 'Your request was blocked by our moderation system.', failureCode: 'moderation_blocked' }
    : fails(prompt)
      ? { failure: 'The upstream failed.', failureCode: 'upstream_error' }
      : {}
  const id = `t_${randomBytes(12).toString('hex')}`
  const work = { kind, model, prompt, seconds, width: 512, height: 512 }
  const task = state.tasks.add(id, c.var.apiKey.text, work, { ...fate, ...script, ...c.var.script })
  state.accept(c, { id, model })
  return task
}

function findTask(c: VendorContext, state: AIHubMixState, kind?: MediaWork['kind']): SimTask<MediaWork> {
  checkKey(c)
  const task = state.tasks.get(c.req.param('id') ?? '')
  const isNative = task?.work.kind.startsWith('native') ?? false
  if (!task || !isNative || (kind !== undefined && task.work.kind !== kind)) {
    throw refusal(404, 'task_not_found', 'No such task')
  }
  return task
}

function finished(c: VendorContext, state: AIHubMixState, kind: MediaWork['kind']): SimTask<MediaWork> {
  const task = findTask(c, state, kind)
  if (taskState(task).phase !== 'succeeded') throw refusal(409, 'result_not_ready', 'The result is not ready')
  return task
}

function listTasks(c: VendorContext, state: AIHubMixState, kind: MediaWork['kind']): Record<string, unknown> {
  checkKey(c)
  const { limit = '20', order = 'desc', after } = c.req.query()
  const mine = state.tasks
    .all()
    .filter((task) => task.work.kind === kind && task.apiKey === c.var.apiKey.text)
  const sorted = order === 'asc' ? mine : mine.toReversed()
  const from = after === undefined ? 0 : sorted.findIndex((task) => task.id === after) + 1
  const page = sorted.slice(from, from + Number(limit))
  const has_more = sorted.length > from + page.length
  const data = page.map((task) => describeTask(task, taskState(task)))
  return { object: 'list', data, has_more, next_after: has_more ? (page.at(-1)?.id ?? null) : null }
}

function refusal(status: number, code: string, message: string): VendorRefusal {
  return new VendorRefusal(aihubmixError(status, message, { code }))
}
