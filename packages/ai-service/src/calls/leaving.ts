import { ServiceError } from '../errors.ts'

/** @throws ServiceError `canceled` when nobody waits for the answer any more */
export function refuseLeft(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw left()
}

/**
 * Waits for work that goes on whether or not anybody waits.
 * @throws ServiceError `canceled` as soon as the caller leaves
 */
export async function untilLeft<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  // Nobody hears of a failure after the caller has gone.
  work.catch(() => undefined)
  let leave = (): void => undefined
  const gone = new Promise<never>((_, reject) => {
    leave = () => reject(left())
  })
  signal.addEventListener('abort', leave, { once: true })
  try {
    return await Promise.race([work, gone])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

const left = (): ServiceError => new ServiceError('canceled', 'The call was given up by its caller.')
