import {
  errorMeaning,
  MediaTaskFailedError,
  PredictionFailedError,
  type SpokenError,
} from '@jointo/client-aihubmix'
import { customerText } from '../customer-text.ts'
import { ProviderError } from '../provider-error.ts'
import type { Failure } from '../spec/generation.ts'

/** Why the gateway could not make something, in words for customers. */
export function toFailure(error: SpokenError, made: 'video' | 'picture'): Failure {
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
      const message = `AIHubMix could not make the ${made}${said === '' ? '.' : `: ${said}`}`
      return { code: 'vendor_rejected', message, vendorCode }
    }
  }
}

/** An answer that says at once that nothing came of it, as the error of the call. Whether that is billed is not published. */
export function asFailedCall(error: unknown): unknown {
  const spoken = spokenIn(error)
  if (spoken === undefined) return error
  const { code, message, vendorCode } = toFailure(spoken.error, spoken.made)
  return new ProviderError(code, message, { disposition: 'ambiguous', vendorCode, cause: error })
}

function spokenIn(error: unknown): { error: SpokenError; made: 'video' | 'picture' } | undefined {
  if (error instanceof MediaTaskFailedError) {
    return { error: error.task.error ?? {}, made: error.task.object === 'video' ? 'video' : 'picture' }
  }
  if (error instanceof PredictionFailedError) {
    const message = error.message.replace(/^the prediction failed:? ?/, '')
    return { error: { code: error.vendorCode, message }, made: 'picture' }
  }
  return undefined
}
