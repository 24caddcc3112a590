import type { Job } from '@jointo/ai-service'
import type { AppContext } from '../../env.ts'
import { startJob } from '../../http/start-job.ts'
import { isStreamed, type WantedTranscript } from './transcript-reply.ts'
import { toTranscription, transcriptionFields } from './transcription-mapping.ts'
import type { CreateTranscription } from './transcription-schema.ts'

export interface StartedTranscript {
  started: Job
  wanted: WantedTranscript
}

const TASKS = { transcription: 'transcribe', translation: 'translate' } as const

/** Makes the job of a recording. Apart from the wait for it, so that the recording is not kept in memory through that. */
export async function startTranscript(
  c: AppContext,
  kind: keyof typeof TASKS,
  body: CreateTranscription,
  idempotencyKey: string | undefined,
): Promise<StartedTranscript> {
  const format = body.response_format ?? 'json'
  const bytes = new Uint8Array(await body.file.arrayBuffer())
  const started = await startJob(
    c,
    { model: body.model, kind, ...toTranscription(body, bytes, format) },
    { idempotencyKey, route: `POST /v1/audio/${kind}s`, fields: transcriptionFields, words: body },
  )
  return { started, wanted: { format, task: TASKS[kind], stream: isStreamed(body.stream, format) } }
}
