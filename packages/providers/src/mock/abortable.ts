import { ProviderError } from '../provider-error.ts'

/** Runs local work; an abort becomes the `aborted` provider error. */
export async function abortable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'AbortError') {
      throw new ProviderError('aborted', 'The call was aborted.', { disposition: 'not_sent', cause })
    }
    throw cause
  }
}
