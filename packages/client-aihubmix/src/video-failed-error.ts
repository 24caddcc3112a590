import { JointoError } from '@jointo/http-base'
import type { Video } from './resources/video.ts'

/** `video_failed`: the video ended as failed. */
export class VideoFailedError extends JointoError {
  override readonly name = 'VideoFailedError'
  readonly video: Video
  /** The upstream's code; the set is open. */
  readonly vendorCode: string | undefined

  constructor(video: Video) {
    const said = video.error?.message === undefined ? '' : `: ${video.error.message.slice(0, 1000)}`
    super(`video ${video.id} ended as ${video.vendorStatus}${said}`, {
      code: 'video_failed',
      retryable: false,
    })
    this.video = video
    this.vendorCode = video.error?.code
  }
}
