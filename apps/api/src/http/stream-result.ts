import type { Job } from '@jointo/ai-service'
import type { AppContext } from '../env.ts'
import { toEnvelope } from '../errors/envelope.ts'
import { toApiError } from '../errors/handle-error.ts'
import { dataEvent, eventStream, firstOf } from './event-stream.ts'
import { waitForJob } from './wait-for-job.ts'

/** How long the status may wait for the end of the job: until then, a failure can still be a proper 4xx or 5xx. */
const FIRST_FRAME_MS = 10_000

/** Waits for a job while the stream is held open by comments, then sends the frames of its result. */
export async function streamResult(
  c: AppContext,
  started: Job,
  frames: (job: Job) => AsyncIterable<string>,
): Promise<Response> {
  const ended = waitForJob(c, started)
  await firstOf(ended, FIRST_FRAME_MS)
  // Told by the stream, if it fails after that.
  ended.catch(() => undefined)
  const { body, headers } = eventStream(framesOf(c, ended, frames), {
    keepAliveMs: c.get('settings').keepAliveMs,
    // The job goes on.
    onCancel: () => undefined,
  })
  // Through the context, so that the job's id goes out as well.
  return c.newResponse(body, 200, Object.fromEntries(headers))
}

async function* framesOf(
  c: AppContext,
  ended: Promise<Job>,
  frames: (job: Job) => AsyncIterable<string>,
): AsyncGenerator<string> {
  try {
    yield* frames(await ended)
  } catch (error) {
    c.set('isCutShort', true)
    // The status is out: the envelope in the stream is what SDKs turn into their error.
    yield dataEvent(toEnvelope(toApiError(error, c)))
  }
}
