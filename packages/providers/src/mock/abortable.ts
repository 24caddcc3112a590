import { isProviderError, ProviderError } from '../provider-error.ts'

/** Runs local work; when the signal ended it, that becomes the `aborted` provider error. */
export async function abortable<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (signal?.aborted && !isProviderError(cause)) {
      throw new ProviderError('aborted', 'The call was aborted.', { disposition: 'not_sent', cause })
    }
    throw cause
  }
}
