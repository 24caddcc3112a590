import { ServiceError } from '../errors.ts'

/**
 * Work with the storage that somebody waits for: whatever fails there is told by its name, or it would look like a database that
 * is away.
 *
 * @throws ServiceError `not_ready`, or what `work` itself throws as one
 */
export async function reachStorage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ServiceError) throw error
    throw new ServiceError('not_ready', 'The storage of files can not be reached now. Try again shortly.', {
      retryAfterMs: 5_000,
      cause: error,
    })
  }
}
