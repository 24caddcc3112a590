import type { AppContext } from '../env.ts'

/** Fires when nobody will hear the answer any more: the client has gone, or this process is ending. */
export function waitSignal(c: AppContext): AbortSignal {
  return AbortSignal.any([c.req.raw.signal, c.get('shutdown')])
}
