import { z } from 'zod'

/** Where a video stands, whatever word its upstream uses. */
export type VideoStatus = 'pending' | 'running' | 'completed' | 'failed'

export interface Video {
  /** Opaque and long: keep it as text of up to 1 KiB. */
  id: string
  status: VideoStatus
  /** The vendor's own word. */
  vendorStatus: string
  /** 0 to 1; absent when the vendor does not say. */
  progress?: number | undefined
  model?: string | undefined
  /** Length of the video, where the vendor says it. */
  seconds?: number | undefined
  /** Only when it failed. */
  error?: { code?: string | undefined; message?: string | undefined } | undefined
}

const STATUS_WORDS: Readonly<Record<VideoStatus, readonly string[]>> = {
  pending: ['queued', 'pending', 'submitted', 'not_start', 'created'],
  running: ['in_progress', 'processing', 'running'],
  completed: ['completed', 'complete', 'succeeded', 'success', 'done', 'finished'],
  failed: ['failed', 'failure', 'error', 'cancelled', 'canceled', 'rejected', 'expired'],
}

/** A word nobody has heard of counts as running, until the caller's own deadline. */
export function videoStatus(word: string | undefined): VideoStatus {
  const lower = (word ?? '').trim().toLowerCase().replaceAll(/[\s-]/g, '_')
  const known = Object.entries(STATUS_WORDS).find(([, words]) => words.includes(lower))
  return known ? (known[0] as VideoStatus) : 'running'
}

const text = z.string().min(1).max(2048)
/** Ids go into paths and logs: no spaces, no control characters. */
const idText = z
  .string()
  .min(1)
  .max(1024)
  .regex(/^[\x21-\x7e]+$/)
const loose = <T>(schema: z.ZodType<T>): z.ZodType<T | undefined> => schema.optional().catch(undefined)

const ids = { id: loose(idText), task_id: loose(idText), video_id: loose(idText) }
const failure = z.union([
  z.string(),
  z.looseObject({ code: z.unknown().optional(), message: loose(z.string()) }),
])

const wireSchema = z.object({
  ...ids,
  data: loose(z.object({ ...ids, status: loose(text) })),
  status: loose(text),
  progress: loose(z.coerce.number()),
  model: loose(text),
  seconds: loose(z.coerce.number().positive().max(86_400)),
  duration: loose(z.coerce.number().positive().max(86_400)),
  error: loose(failure.nullable()),
  failure_reason: loose(z.string()),
  message: loose(z.string()),
})

type WireVideo = z.infer<typeof wireSchema>

/** Reads every spelling of a video object that the gateway's families use. */
export const videoSchema: z.ZodType<Video> = wireSchema.transform((wire, context) => {
  const id =
    wire.id ?? wire.task_id ?? wire.video_id ?? wire.data?.id ?? wire.data?.task_id ?? wire.data?.video_id
  if (id === undefined) {
    context.addIssue({ code: 'custom', message: 'no id of at most 1024 printable characters' })
    return z.NEVER
  }
  const vendorStatus = wire.status ?? wire.data?.status ?? ''
  const status = videoStatus(vendorStatus)
  return {
    id,
    status,
    vendorStatus,
    progress: progressOf(wire.progress),
    model: wire.model,
    seconds: wire.seconds ?? wire.duration,
    error: status === 'failed' ? errorOf(wire) : undefined,
  }
})

/** The vendor counts to 100. */
function progressOf(percent: number | undefined): number | undefined {
  if (percent === undefined || !Number.isFinite(percent)) return undefined
  return Math.min(1, Math.max(0, percent / 100))
}

function errorOf({ error, failure_reason, message }: WireVideo): Video['error'] {
  const spoken = failure_reason ?? message
  if (typeof error === 'string') return { message: error }
  if (!error) return { message: spoken }
  const { code } = error
  const codeText = typeof code === 'string' || typeof code === 'number' ? String(code) : undefined
  return { code: codeText, message: error.message ?? spoken }
}
