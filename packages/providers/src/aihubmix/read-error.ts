import { errorMeaning } from '@jointo/client-aihubmix'
import type { ErrorReader } from '../client-error.ts'

/** The gateway's errors where its status alone would mislead. */
export const readError: ErrorReader = (error) => {
  if (error.code !== 'http_status') return undefined
  const { status, vendorCode, vendorMessage } = error
  switch (errorMeaning({ status, code: vendorCode, message: vendorMessage })) {
    case 'content_refused':
      return 'content_refused'
    case 'invalid_request':
      return 'vendor_rejected'
    case 'not_found':
    case 'expired':
      return error.method === 'GET' ? 'result_unavailable' : 'vendor_unavailable'
    case 'no_balance':
      return { code: 'vendor_unavailable', accountProblem: 'no_balance' }
    case 'wrong_key':
      return { code: 'vendor_unavailable', accountProblem: 'wrong_key' }
    case 'not_allowed':
    case 'not_enabled':
    case 'model_not_found':
    case 'model_unavailable':
    case 'unsupported':
    case 'rate_limited':
    case 'overloaded':
    case 'not_ready':
    case 'upstream_fault':
    case 'unknown':
      return 'vendor_unavailable'
  }
}
