import type { Job } from '@jointo/ai-service'
import type { AppContext } from '../../env.ts'
import { answerFor } from '../../errors/service-errors.ts'
import { namedEvent } from '../../http/event-stream.ts'
import { readAssetAsText } from '../../http/read-asset.ts'
import { readResult } from '../../http/read-result.ts'
import { streamResult } from '../../http/stream-result.ts'
import { waitForJob } from '../../http/wait-for-job.ts'
import { pieces, presentTranscript, readTranscript, type StoredTranscript } from './transcript.ts'
import type { TranscriptFormat } from './transcription-schema.ts'

export interface WantedTranscript {
  format: TranscriptFormat
  task: 'transcribe' | 'translate'
  stream: boolean
}

/** Subtitles and plain text are not JSON, or SDKs would parse them. */
const TEXT = { 'content-type': 'text/plain; charset=utf-8' }

/** Waits for the words; OpenAI's reply in the wanted form. */
export async function transcriptReply(
  c: AppContext,
  started: Job,
  { format, task, stream }: WantedTranscript,
): Promise<Response> {
  if (stream) return streamResult(c, started, (job) => transcriptEvents(c, job, format))
  const job = await waitForJob(c, started)
  const text = await readWords(c, job)
  if (!format.endsWith('json')) return c.body(text, 200, TEXT)
  const stored = await readResult(c, job, async () => readTranscript(text))
  return c.json(presentTranscript(stored, format, task), 200)
}

/** Subtitles and time stamps are never streamed: whoever asks for both gets them whole, as OpenAI does it. */
export function isStreamed(stream: string | undefined, format: TranscriptFormat): boolean {
  return stream === 'true' && ['json', 'text', 'diarized_json'].includes(format)
}

async function* transcriptEvents(c: AppContext, job: Job, format: TranscriptFormat): AsyncGenerator<string> {
  const words = await readWords(c, job)
  const stored: StoredTranscript =
    format === 'text'
      ? { text: words.trimEnd() }
      : await readResult(c, job, async () => readTranscript(words))
  if (format === 'diarized_json') for (const one of stored.segments ?? []) yield namedEvent(segmentEvent(one))
  else for (const delta of pieces(stored.text)) yield namedEvent({ type: 'transcript.text.delta', delta })
  const { text, usage } = stored
  yield namedEvent({ type: 'transcript.text.done', text, ...(usage == null ? {} : { usage }) })
}

function segmentEvent(segment: Record<string, unknown>): { type: string; [field: string]: unknown } {
  return { ...segment, type: 'transcript.text.segment' }
}

function readWords(c: AppContext, job: Job): Promise<string> {
  const [file] = job.output
  if (file === undefined) throw answerFor('result_unavailable', 'The job ended without a transcript')
  return readResult(c, job, () => readAssetAsText(c, file.asset_id))
}
