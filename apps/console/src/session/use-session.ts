import {
  type QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
} from '@tanstack/react-query'
import { call } from '../api/client.ts'
import { ENDED, SESSION, type Session } from './end-session.ts'

export function useSession() {
  return useQuery({ queryKey: SESSION, queryFn: () => call<Session>('/console/session') })
}

/** The key goes to the server once and is not kept here. */
export function useSignIn(): UseMutationResult<Session, Error, string> {
  const client = useQueryClient()
  return useMutation({
    mutationKey: ['sign-in'],
    mutationFn: (key: string) => call<Session>('/console/session', { json: { key } }),
    onSuccess: (session) => {
      forgetAll(client)
      client.setQueryData(SESSION, session)
    },
  })
}

/** Why one has to sign in again. */
export function useEnded(): string | null {
  return useQuery<string | null>({ queryKey: ENDED, queryFn: () => null, enabled: false }).data ?? null
}

export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      // What is still asked would learn that the session is over, and tell it as news.
      await client.cancelQueries()
      await call<undefined>('/console/session', { method: 'DELETE' })
    },
    onSuccess: () => {
      client.setQueryData(SESSION, { account: false, operator: false })
      forgetAll(client)
    },
  })
}

/** Nothing of one account may be left to see for another. */
function forgetAll(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] })
}
