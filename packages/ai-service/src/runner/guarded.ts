import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'

/** One row that can not be swept must not keep the others waiting. */
export async function guarded(
  context: ServiceContext,
  what: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    context.logger.error({ what, error: describeError(error) }, 'could not be swept')
  }
}
