import { InvalidArgumentError, isHTTPClientError, type HTTPClientError } from '@jointo/http-base'
import { customerText } from './customer-text.ts'
import {
  isProviderError,
  ProviderError,
  type AccountProblem,
  type ProviderErrorCode,
} from './provider-error.ts'

/** What a vendor's errors mean where the general rules do not know. */
export type ErrorReader = (error: HTTPClientError) => ProviderErrorCode | Reading | undefined

interface Reading {
  code: ProviderErrorCode
  accountProblem: AccountProblem
}

/**
 * A client's error as ours. What the vendor said about the request is shown to customers, what it said about our own account
 * with it is not.
 */
export function asProviderError(
  vendor: string,
  error: unknown,
  read: ErrorReader = () => undefined,
): ProviderError {
  if (isProviderError(error)) return error
  if (error instanceof InvalidArgumentError) {
    return new ProviderError('invalid_request', `${vendor} does not take this: ${error.message}`, {
      cause: error,
    })
  }
  if (!isHTTPClientError(error)) {
    return new ProviderError('vendor_unavailable', `${vendor} could not be asked.`, {
      disposition: 'ambiguous',
      cause: error,
    })
  }
  const reading = read(error)
  const { code, accountProblem } =
    typeof reading === 'object'
      ? reading
      : { code: reading ?? generalCode(error), accountProblem: generalProblem(error) }
  return new ProviderError(code, messageOf(vendor, code, error), {
    disposition: error.disposition,
    retryAfterMs: error.retryAfterMs,
    vendorCode: error.vendorCode ?? (error.status === undefined ? error.code : `http_${error.status}`),
    requestId: error.requestId,
    accountProblem: error.disposition === 'rejected' ? accountProblem : undefined,
    cause: error,
  })
}

/** Runs a call; whatever it throws becomes a ProviderError. */
export async function callVendor<T>(vendor: string, call: () => Promise<T>, read?: ErrorReader): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw asProviderError(vendor, error, read)
  }
}

function generalCode(error: HTTPClientError): ProviderErrorCode {
  if (error.code === 'aborted') return 'aborted'
  if (error.code === 'unsafe_url') return 'result_unavailable'
  if (error.disposition !== 'rejected') return 'vendor_unavailable'
  // Our key, our balance, our rights: nothing that a customer could mend.
  if (error.status === 401 || error.status === 402 || error.status === 403) return 'vendor_unavailable'
  return 'vendor_rejected'
}

function generalProblem({ status }: HTTPClientError): AccountProblem | undefined {
  if (status === 402) return 'no_balance'
  return status === 401 ? 'wrong_key' : undefined
}

function messageOf(vendor: string, code: ProviderErrorCode, error: HTTPClientError): string {
  switch (code) {
    case 'content_refused':
      return `${vendor} refused the content.`
    case 'vendor_rejected':
      return rejected(vendor, error.vendorMessage)
    case 'result_unavailable':
      return `${vendor} no longer has the result.`
    case 'aborted':
      return 'The call was given up.'
    default:
      return error.disposition === 'throttled'
        ? `${vendor} is busy.`
        : `${vendor} is not available at the moment.`
  }
}

function rejected(vendor: string, vendorMessage: string | undefined): string {
  const said = customerText(vendorMessage ?? '')
  return said === '' ? `${vendor} rejected the request.` : `${vendor} rejected the request: ${said}`
}
