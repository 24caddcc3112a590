import type { Disposition } from '@jointo/http-base'
import { isProviderError, ProviderError } from '../provider-error.ts'

/**
 * Runs local work; when the signal ended it, that becomes the `aborted` provider error. `disposition` is what a vendor's
 * client would say at this moment.
 */
export async function abortable<T>(
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
  disposition: Disposition = 'not_sent',
): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (signal?.aborted && !isProviderError(cause)) {
      throw new ProviderError('aborted', 'The call was aborted.', { disposition, cause })
    }
    throw cause
  }
}
