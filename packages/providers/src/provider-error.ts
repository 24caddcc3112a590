import type { Handle } from './spec/generation.ts'
import { isJointoError, JointoError, type Disposition } from '@jointo/http-base'

export type ProviderErrorCode =
  | 'invalid_request'
  | 'model_not_found'
  | 'model_not_priced'
  | 'content_refused'
  | 'vendor_rejected'
  | 'vendor_unavailable'
  | 'result_unavailable'
  | 'not_supported'
  | 'aborted'

/** What is wrong with our account at a vendor. */
export type AccountProblem = 'no_balance' | 'wrong_key'

export interface ProviderErrorDetails {
  /** What the failure says about the request having been accepted, i.e. possibly paid. Default `rejected`. */
  disposition?: Disposition | undefined
  /** The vendor charges us for it although nothing of use came: a picture that it made and then filtered. Default false. */
  billed?: boolean | undefined
  /** The field at fault, as the caller wrote it: `input.duration_seconds`. */
  param?: string | undefined
  retryAfterMs?: number | undefined
  vendorCode?: string | undefined
  requestId?: string | undefined
  /** The vendor refused because of our own account with it: every other request would be refused as well. */
  accountProblem?: AccountProblem | undefined
  /** Of work that was begun and may go on at the vendor: with it another wait can find the result. */
  handle?: Handle | undefined
  cause?: unknown
}

/**
 * The only error a provider throws. Its message may be shown to customers; `vendorCode`, `requestId` and `cause` are
 * for operators.
 */
export class ProviderError extends JointoError {
  override readonly name: string = 'ProviderError'
  declare readonly code: ProviderErrorCode
  readonly disposition: Disposition
  readonly billed: boolean
  readonly param: string | undefined
  readonly retryAfterMs: number | undefined
  readonly vendorCode: string | undefined
  readonly requestId: string | undefined
  readonly accountProblem: AccountProblem | undefined
  readonly handle: Handle | undefined

  constructor(code: ProviderErrorCode, message: string, details: ProviderErrorDetails = {}) {
    const disposition = details.disposition ?? 'rejected'
    super(message, {
      code,
      retryable: disposition === 'not_sent' || disposition === 'throttled',
      cause: details.cause,
    })
    this.disposition = disposition
    this.billed = details.billed ?? false
    this.param = details.param
    this.retryAfterMs = details.retryAfterMs
    this.vendorCode = details.vendorCode
    this.requestId = details.requestId
    this.accountProblem = details.accountProblem
    this.handle = details.handle
  }
}

/** Also true for one from another installed copy of this package. */
export function isProviderError(error: unknown): error is ProviderError {
  return isJointoError(error) && error.name === 'ProviderError'
}

/** Refuses a request before anything was sent. `param` is the field as the caller wrote it. */
export function invalidRequest(param: string, message: string): ProviderError {
  return new ProviderError('invalid_request', message, { param })
}
