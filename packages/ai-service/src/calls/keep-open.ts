import { sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'

/** Renewals in one lease: some may fail. */
const RENEWALS_PER_LEASE = 5

/**
 * Says again and again that somebody still works on the call. When the database can't hear it for a whole lease, the call
 * is given up here before anybody else gives it up: an answer must not go on for nothing.
 *
 * @returns what ends it
 */
export function keepOpen(
  { db, settings, logger }: ServiceContext,
  id: string,
  onLost: () => void,
): () => void {
  const { leaseSeconds } = settings.calls
  const everyMs = (leaseSeconds * 1_000) / RENEWALS_PER_LEASE
  let heldUntil = performance.now() + leaseSeconds * 1_000
  let timer: NodeJS.Timeout | undefined

  const renew = async (): Promise<void> => {
    const from = performance.now()
    try {
      const { rows } = await db.execute(sql`
        update open_call set expires_at = now() + ${leaseSeconds} * interval '1 second'
         where id = ${id} returning id`)
      if (rows.length === 0) return giveUp('it was closed by somebody else')
      heldUntil = from + leaseSeconds * 1_000
    } catch (error) {
      logger.warn({ holdId: id, error: describeError(error) }, 'a direct call was not renewed')
      if (performance.now() >= heldUntil) giveUp('the database was away for too long')
    }
  }
  const giveUp = (reason: string): void => {
    if (timer === undefined) return
    logger.error({ holdId: id, reason }, 'a direct call lost its hold')
    stop()
    onLost()
  }
  const stop = (): void => {
    clearInterval(timer)
    timer = undefined
  }
  timer = setInterval(() => void renew(), everyMs)
  timer.unref()
  return stop
}
