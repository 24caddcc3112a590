import type { MediaTask, Prediction, Video } from '@jointo/client-aihubmix'
import type { OutputReference, StatusResult } from '../spec/generation.ts'
import { toFailure } from './failure.ts'

/** A video of `/v1/videos` in our words. */
export function toStatus(vendorTaskId: string, video: Video, pollAfterMs: number): StatusResult {
  switch (video.status) {
    case 'pending':
    case 'running':
      return { state: 'pending', progress: video.progress, pollAfterMs }
    case 'completed':
      return { state: 'completed', outputs: [{ video_id: vendorTaskId }], usage: { seconds: video.seconds } }
    case 'failed':
      return { state: 'failed', failure: toFailure(video.error ?? {}, 'video') }
  }
}

/** A task of the native API. It tells no usage: what was asked for counts. */
export function toTaskStatus(task: MediaTask, made: 'video' | 'picture', pollAfterMs: number): StatusResult {
  switch (task.status) {
    case 'pending':
    case 'running':
      return { state: 'pending', pollAfterMs }
    case 'completed':
      return { state: 'completed', outputs: outputsOf(task), usage: {} }
    case 'failed':
      return { state: 'failed', failure: toFailure(task.error ?? {}, made) }
  }
}

/** A picture that is looked at under an address. */
export function toPredictionStatus({ status, images, error }: Prediction, pollAfterMs: number): StatusResult {
  switch (status) {
    case 'running':
      return { state: 'pending', pollAfterMs }
    case 'completed':
      return {
        state: 'completed',
        outputs: images.map((_image, index) => ({ index })),
        usage: { images: images.length },
      }
    case 'failed':
      return { state: 'failed', failure: toFailure(error ?? {}, 'picture') }
  }
}

/** Files are asked for again when they are opened: what an answer held would not last. */
function outputsOf({ output }: MediaTask): OutputReference[] {
  return output.map((_file, index) => ({ index }))
}
