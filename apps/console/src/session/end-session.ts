import type { QueryClient } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import { type ApiFailure, isFailure } from '../api/failure.ts'

/** Which keys the server holds for this browser. */
export interface Session {
  account: boolean
  operator: boolean
}

export const SESSION = ['session']
/** Why the session came to its end; nothing as long as it lasts. */
export const ENDED = ['session-ended']

const ending = new Set<keyof Session>()

/** Whatever page it was: without a session there is only the sign-in, which then says why. */
export async function endSession(client: QueryClient, error: unknown): Promise<void> {
  if (!isFailure(error) || error.status !== 401) return
  const role = roleOf(error)
  // Many questions hear of it; once is enough, and later could hit the next session.
  if (ending.has(role) || client.getQueryData<Session>(SESSION)?.[role] === false) return
  ending.add(role)
  client.setQueryData<string | null>(ENDED, (known) => known ?? error.message)
  // Before the sign-in is shown, whose cookie this must not take. Not reached, the server keeps a key that opens nothing.
  await call(`/console/session?role=${role}`, { method: 'DELETE' }).catch(() => {})
  // An older answer that is still on its way would say otherwise.
  await client.cancelQueries({ queryKey: SESSION })
  client.setQueryData<Session>(SESSION, (session) => session && { ...session, [role]: false })
  ending.delete(role)
}

const roleOf = ({ url = '' }: ApiFailure): keyof Session =>
  url.includes('/console/api/admin/') ? 'operator' : 'account'
