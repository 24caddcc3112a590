/** It is our disk, storage or database that failed, not the vendor: its result is there, and worth waiting for. */
export class OwnFailureError extends Error {
  override readonly name = 'OwnFailureError'
}

/** Marks what goes wrong in `work` as ours. */
export async function own<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new OwnFailureError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
