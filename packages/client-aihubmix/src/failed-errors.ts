import { JointoError } from '@jointo/http-base'
import type { MediaTask } from './resources/native-task.ts'
import type { Prediction } from './resources/prediction.ts'
import type { Video } from './resources/video.ts'

/** Makes a vendor's words fit for an error: no keys, one line, not endless. */
export type CleanText = (text: string) => string

export const MAX_CODE_LENGTH = 100

interface Failed {
  error?: { code?: string | undefined; message?: string | undefined } | undefined
}

/** The same with words that are fit for an error. */
export function cleanFailure<T extends Failed>(failed: T, clean: CleanText): T {
  if (failed.error === undefined) return failed
  const { code, message } = failed.error
  const error = {
    code: code === undefined ? undefined : clean(code).slice(0, MAX_CODE_LENGTH),
    message: message === undefined ? undefined : clean(message),
  }
  return { ...failed, error }
}

const said = (message: string | undefined): string => (message === undefined ? '' : `: ${message}`)

/** `video_failed`: the video ended as failed. */
export class VideoFailedError extends JointoError {
  override readonly name = 'VideoFailedError'
  readonly video: Video
  /** The upstream's code; the set is open. */
  readonly vendorCode: string | undefined

  constructor(video: Video) {
    super(`video ${video.id} ended as ${video.status}${said(video.error?.message)}`, {
      code: 'video_failed',
      retryable: false,
    })
    this.video = video
    this.vendorCode = video.error?.code
  }
}

/** `task_failed`: a task of the native API ended as failed or cancelled. */
export class MediaTaskFailedError extends JointoError {
  override readonly name = 'MediaTaskFailedError'
  readonly task: MediaTask
  readonly vendorCode: string | undefined

  constructor(task: MediaTask) {
    super(`task ${task.id} ended as ${task.status}${said(task.error?.message)}`, {
      code: 'task_failed',
      retryable: false,
    })
    this.task = task
    this.vendorCode = task.error?.code
  }
}

/** `prediction_failed`: a prediction ended as failed. */
export class PredictionFailedError extends JointoError {
  override readonly name = 'PredictionFailedError'
  readonly vendorCode: string | undefined

  constructor({ error }: Prediction) {
    super(`the prediction failed${said(error?.message)}`, { code: 'prediction_failed', retryable: false })
    this.vendorCode = error?.code
  }
}
