import { InvalidArgumentError, isHTTPClientError } from '@jointo/http-base'
import { callVendor, type ErrorReader } from '../client-error.ts'
import { ProviderError } from '../provider-error.ts'

export const VENDOR = 'Stability AI'

/** Begins paid work; whatever is thrown becomes a ProviderError. */
export function askToMake<T>(call: () => Promise<T>): Promise<T> {
  return callVendor(VENDOR, () => nameOurField(call), readError)
}

/** Looks at a result. Failures of a generation come as 403, 422 or 500 on the look; 500 may pass. */
export function askForResult<T>(call: () => Promise<T>): Promise<T> {
  return callVendor(VENDOR, call, (error) => (error.status === 404 ? 'result_unavailable' : readError(error)))
}

const REFUSALS = new Set(['content_moderation', 'public_figure', 'copyrighted_content'])

/** v1 has one name for prompts that are wrong and prompts that are not allowed. */
const readError: ErrorReader = ({ vendorCode = '', vendorMessage = '' }) =>
  REFUSALS.has(vendorCode) || (vendorCode === 'invalid_prompts' && /filter/i.test(vendorMessage))
    ? 'content_refused'
    : undefined

/** What the client and the vendor find in the files and words of a request, under the name that its caller knows. */
async function nameOurField<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof InvalidArgumentError) {
      throw new ProviderError('invalid_request', `${VENDOR} does not take this: ${error.message}.`, {
        param: paramOf(error.param ?? ''),
        cause: error,
      })
    }
    if (isHTTPClientError(error) && error.vendorCode === 'invalid_language') {
      throw new ProviderError('invalid_request', `${VENDOR} takes prompts in English only.`, {
        param: 'input.prompt',
        vendorCode: error.vendorCode,
        requestId: error.requestId,
        cause: error,
      })
    }
    throw error
  }
}

function paramOf(field: string): string {
  if (/^audio\b/.test(field)) return 'input.audio'
  return /image|mask|reference/.test(field) ? 'input.images' : 'provider_options'
}
