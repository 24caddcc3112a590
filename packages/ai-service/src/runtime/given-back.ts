import type { Logger } from '@jointo/http-base'
import { describeError } from '../describe-error.ts'
import { endsWithin } from '../ends-within.ts'

/** Gives one thing back. A database that says nothing holds up nobody: it is left behind, and told. */
export async function giveBack(
  logger: Logger,
  name: string,
  limitMs: number,
  close: () => unknown,
): Promise<void> {
  try {
    const work = Promise.resolve(close())
    // It may fail when nobody listens any more.
    work.catch(() => undefined)
    if (await endsWithin(limitMs, work)) return
    logger.warn({ name, seconds: limitMs / 1_000 }, 'not closed in time: left behind')
  } catch (error) {
    logger.warn({ name, error: describeError(error) }, 'not closed')
  }
}
