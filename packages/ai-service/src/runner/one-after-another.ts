import { isDatabaseUnavailable } from '../db/errors.ts'

/**
 * What fails for a reason of its own does not hold up what comes after it; without the database nothing would get on.
 *
 * @throws the last error, when all had their turn
 */
export async function oneAfterAnother<T>(
  entries: readonly T[],
  work: (entry: T) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = []
  for (const entry of entries) {
    try {
      await work(entry)
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures.at(-1)
}
