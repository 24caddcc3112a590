import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import { colourOf } from '../media/colour.ts'
import { encodePicture } from '../media/picture.ts'
import { fails } from '../prompt-marks.ts'
import { taskState } from '../task-store.ts'
import { VendorRefusal, type VendorContext, type VendorEnv } from '../vendor.ts'
import { aihubmixError, invalidRequest, unknownModel } from './errors.ts'
import { signedImagePath } from './image-files.ts'
import { checkBalance, checkKey, moderate, parse, readJson, type AIHubMixState } from './work.ts'

const prompt = z.string().min(1)
const n = z.int().min(1).max(10).default(1)
const seed = z.int().optional()
const flag = z.boolean().optional()
const pictures = z.union([z.string(), z.array(z.string()).min(1)]).optional()

const inputs: Record<string, z.ZodType<{ prompt: string; n?: number; sampleCount?: number }>> = {
  openai: z.strictObject({
    prompt,
    n,
    size: z.string().optional(),
    quality: z.string().optional(),
    moderation: z.string().optional(),
    background: z.string().optional(),
    output_format: z.string().optional(),
    input_fidelity: z.string().optional(),
    image: pictures,
  }),
  google: z.strictObject({
    prompt,
    sampleCount: z.int().min(1).default(4),
    aspectRatio: z.string().optional(),
  }),
  bfl: z.strictObject({
    prompt,
    aspect_ratio: z.string().optional(),
    seed,
    input_image: z.string().optional(),
    safety_tolerance: z.int().min(0).max(6).optional(),
    output_format: z.string().optional(),
  }),
  ideogram: z.strictObject({
    prompt,
    rendering_speed: z.enum(['QUALITY', 'SPEED', 'TURBO', 'DEFAULT']).optional(),
    aspect_ratio: z
      .string()
      .regex(/^\d+x\d+$/)
      .optional(),
  }),
  doubao: z.strictObject({
    prompt,
    size: z
      .string()
      .regex(/^([124]K|\d+x\d+)$/)
      .optional(),
    watermark: flag,
    seed,
    response_format: z.enum(['url', 'b64_json']).optional(),
    image: pictures,
  }),
  bailian: z.strictObject({
    prompt,
    size: z
      .string()
      .regex(/^([12]K|\d+\*\d+)$/)
      .optional(),
    n,
    seed,
    watermark: flag,
    negative_prompt: z.string().optional(),
    prompt_extend: flag,
    thinking_mode: flag,
    images: z.array(z.string()).min(1).optional(),
  }),
  qianfan: z.strictObject({
    prompt,
    size: z.enum(['512*1024', '768*512', '768*1024', '1024*576', '576*1024', '1024*1024']).optional(),
    n,
    seed,
    watermark: flag,
    image: pictures,
  }),
}

const SIDE = 512

/** Pictures in the many forms that the vendors behind this route answer in. */
export function addPredictionRoutes(app: Hono<VendorEnv>, state: AIHubMixState): void {
  app.post('/v1/models/:vendor/:model/predictions', (c) => {
    checkKey(c)
    const { vendor, model } = c.req.param()
    const schema = inputs[vendor]
    if (schema === undefined) throw unknownModel(`${vendor}/${model}`)
    const { input } = parse(z.strictObject({ input: schema }), readJson(c))
    if (vendor === 'qianfan' && model.includes('edit') && 'size' in input) {
      throw invalidRequest("Unknown parameter: 'size'.", { param: 'size', code: 'unknown_parameter' })
    }
    checkBalance(c)
    moderate(c, input.prompt)
    if (fails(input.prompt)) throw new VendorRefusal(aihubmixError(500))
    const id = randomBytes(12).toString('hex')
    state.accept(c, { id, model: `${vendor}/${model}` })
    const count = input.sampleCount ?? input.n ?? 1
    return c.json(answer(c, state, { vendor, model, id, prompt: input.prompt, count }))
  })

  app.get('/v1/prediction-tasks/:id', (c) => {
    checkKey(c)
    const task = state.tasks.get(c.req.param('id'))
    if (task?.work.kind !== 'prediction') throw new VendorRefusal(aihubmixError(404))
    const { phase } = taskState(task)
    if (phase === 'failed') {
      const { failureCode: code, failure: message } = task.script
      return c.json({ id: task.id, status: 'Error', error: { code, message } })
    }
    if (phase !== 'succeeded') return c.json({ id: task.id, status: 'Pending', result: null })
    return c.json({ id: task.id, status: 'Ready', result: { sample: addressOf(c, state, task.work.prompt) } })
  })
}

interface Asked {
  vendor: string
  model: string
  id: string
  prompt: string
  count: number
}

function answer(c: VendorContext, state: AIHubMixState, { vendor, model, id, prompt, count }: Asked): object {
  const many = <T>(make: () => T): T[] => Array.from({ length: count }, make)
  const bytesBase64 = Buffer.from(encodePicture('png', SIDE, SIDE, colourOf(prompt))).toString('base64')
  const url = addressOf(c, state, prompt)
  switch (vendor) {
    case 'google':
      return { output: many(() => ({ bytesBase64, mimeType: 'image/png' })) }
    case 'bfl': {
      const work = { kind: 'prediction', model, prompt, seconds: 0, width: SIDE, height: SIDE } as const
      state.tasks.add(id, c.var.apiKey.text, work, c.var.script)
      return { output: [{ polling_url: `${state.publicUrl(c)}/v1/prediction-tasks/${id}`, taskId: id }] }
    }
    case 'ideogram':
      return { output: { urls: many(() => url) } }
    case 'doubao':
      return { output: many(() => ({ url })) }
    case 'qianfan':
      return { output: many(() => url) }
    default:
      return { output: { b64_json: many(() => ({ bytesBase64 })) } }
  }
}

function addressOf(c: VendorContext, state: AIHubMixState, prompt: string): string {
  return state.publicUrl(c) + signedImagePath(SIDE, SIDE, colourOf(prompt), 'png')
}
