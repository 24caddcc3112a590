import { errorMeaning, type Video } from '@jointo/client-aihubmix'
import { customerText } from '../customer-text.ts'
import type { Failure, StatusResult } from '../spec/generation.ts'

/** A video of the gateway in our words. */
export function toStatus(vendorTaskId: string, video: Video, pollAfterMs: number): StatusResult {
  switch (video.status) {
    case 'pending':
    case 'running':
      return { state: 'pending', progress: video.progress, pollAfterMs }
    case 'completed':
      return { state: 'completed', outputs: [{ video_id: vendorTaskId }], usage: { seconds: video.seconds } }
    case 'failed':
      return { state: 'failed', failure: toFailure(video) }
  }
}

function toFailure({ error = {} }: Video): Failure {
  const vendorCode = error.code?.slice(0, 100)
  switch (errorMeaning(error)) {
    case 'content_refused':
      return { code: 'content_refused', message: 'AIHubMix refused the content.', vendorCode }
    case 'no_balance':
    case 'not_allowed':
    case 'wrong_key':
    case 'not_enabled':
    case 'model_not_found':
    case 'model_unavailable':
    case 'unsupported':
    case 'rate_limited':
    case 'overloaded':
      return { code: 'vendor_unavailable', message: 'AIHubMix is not available at the moment.', vendorCode }
    default: {
      const said = customerText(error.message ?? '')
      const message = `AIHubMix could not make the video${said === '' ? '.' : `: ${said}`}`
      return { code: 'vendor_rejected', message, vendorCode }
    }
  }
}
