import { z } from 'zod'

export interface PredictedImage {
  b64_json?: string | undefined
  /** Temporary: copy it at once, without our key. */
  url?: string | undefined
  mediaType?: string | undefined
}

/** What came of a prediction. Most vendors answer at once, some with an address to look at until it is done. */
export interface Prediction {
  status: 'running' | 'completed' | 'failed'
  images: PredictedImage[]
  /** Only while it runs: for `getPrediction`. */
  pollingUrl?: string | undefined
  taskId?: string | undefined
  /** Only when it failed. */
  error?: { code?: string | undefined; message?: string | undefined } | undefined
}

const DONE = /^(succeeded|success|completed|ready)$/i
const FAILED = /^(failed|error|canceled|cancelled|.*moderated)$/i

/** Reads every form that the vendors behind this route answer in. */
export const predictionSchema: z.ZodType<Prediction> = z.unknown().transform((value, context) => {
  const prediction = readPrediction(value)
  if (prediction !== undefined) return prediction
  context.addIssue({ code: 'custom', message: 'no picture, no address to look at, no status' })
  return z.NEVER
})

function readPrediction(value: unknown): Prediction | undefined {
  const images = picturesIn(value)
  const status = textAt(value, 'status') ?? textAt(outputOf(value), 'status') ?? ''
  if (FAILED.test(status)) return { status: 'failed', images: [], error: errorOf(value) }
  if (images.length > 0) return { status: 'completed', images }
  const [waiting] = listOf(outputOf(value)).filter((item) => textAt(item, 'polling_url') !== undefined)
  const pollingUrl = textAt(waiting, 'polling_url') ?? textAt(value, 'polling_url')
  const taskId = textAt(waiting, 'taskId') ?? textAt(value, 'id')
  if (pollingUrl !== undefined) return { status: 'running', images: [], pollingUrl, taskId }
  // A word that says it is done, with nothing there, is no answer at all.
  return status !== '' && !DONE.test(status) ? { status: 'running', images: [], taskId } : undefined
}

function errorOf(value: unknown): Prediction['error'] {
  const error = at(value, 'error') ?? at(outputOf(value), 'error')
  if (typeof error === 'string') return { message: error }
  const code = at(error, 'code')
  return {
    code: typeof code === 'string' || typeof code === 'number' ? String(code) : undefined,
    message: textAt(error, 'message') ?? textAt(value, 'message'),
  }
}

/** Deeper than any vendor lays a picture. */
const MAX_DEPTH = 12

/** Every place where a picture may lie, whatever its vendor calls it. */
function picturesIn(value: unknown, depth = 0): PredictedImage[] {
  if (depth > MAX_DEPTH) return []
  if (Array.isArray(value)) return value.flatMap((item) => picturesIn(item, depth + 1))
  if (typeof value === 'string') return /^https?:/.test(value) ? [{ url: value }] : []
  if (typeof value !== 'object' || value === null) return []
  const b64_json =
    textAt(value, 'bytesBase64') ?? textAt(value, 'bytesBase64Encoded') ?? textAt(value, 'b64_json')
  const mediaType = textAt(value, 'mimeType')
  if (b64_json !== undefined) return [{ b64_json, mediaType }]
  const url = textAt(value, 'url') ?? textAt(value, 'image_url') ?? textAt(value, 'sample')
  if (url !== undefined) return [{ url, mediaType }]
  const inline = at(value, 'inlineData')
  const data = textAt(inline, 'data')
  if (data !== undefined) return [{ b64_json: data, mediaType: textAt(inline, 'mimeType') }]
  return ['output', 'b64_json', 'urls', 'data', 'images', 'result', 'candidates', 'content', 'parts'].flatMap(
    (name) => picturesIn(at(value, name), depth + 1),
  )
}

const outputOf = (value: unknown): unknown => at(value, 'output')
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value])

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function textAt(value: unknown, name: string): string | undefined {
  const found = at(value, name)
  return typeof found === 'string' && found !== '' ? found : undefined
}
