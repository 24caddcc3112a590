import type { HttpBindings } from '@hono/node-server'
import type { AwaitedReply } from '@jointo/ai-service'
import type { AppContext } from '../env.ts'

/**
 * Finds out whether the caller gets his result. He does when all of a successful reply went out; when the connection broke, or
 * he was told that the job goes on, the same call comes back to it.
 */
export function followReply(
  c: AppContext,
  outgoing: NonNullable<HttpBindings['outgoing']>,
  reply: AwaitedReply,
): void {
  const end = (): void => {
    const isDelivered = outgoing.writableFinished && outgoing.statusCode < 400 && !c.get('isCutShort')
    void (isDelivered ? reply.delivered() : reply.left())
  }
  if (outgoing.destroyed || outgoing.closed) end()
  else outgoing.once('close', end)
}
