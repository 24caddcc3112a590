import type { AppContext } from '../../env.ts'
import { ApiError } from '../../errors/api-error.ts'
import { fromServiceError, isServiceError } from '../../errors/service-errors.ts'

const HEADER = 'idempotency-key'

/** Does what counts once for one reference, which may also come as Idempotency-Key: what is wrong with it is told by the name it came under. */
export async function underReference<T>(
  c: AppContext,
  given: string | undefined,
  work: (reference: string | undefined) => Promise<T>,
): Promise<T> {
  if (given !== undefined) return work(given)
  try {
    return await work(c.req.header(HEADER))
  } catch (error) {
    if (!isServiceError(error) || error.param !== 'reference') throw error
    const { status, code, type, headers, message } = fromServiceError(error)
    const text = message.replace(/^(This )?reference/, (_, begun = '') => `${begun}Idempotency-Key`)
    throw new ApiError(status, code, text, { type, headers, param: HEADER })
  }
}
