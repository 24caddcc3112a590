import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { call } from '../api/client.ts'

export interface Session {
  account: boolean
  operator: boolean
}

export function useSession() {
  return useQuery({ queryKey: ['session'], queryFn: () => call<Session>('/console/session') })
}

/** The key goes to the server once and is not kept here. */
export function useSignIn(): UseMutationResult<Session, Error, string> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (key: string) => call<Session>('/console/session', { json: { key } }),
    onSuccess: (session) => client.setQueryData(['session'], session),
  })
}

export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call<undefined>('/console/session', { method: 'DELETE' }),
    onSuccess: () => {
      client.setQueryData(['session'], { account: false, operator: false })
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
    },
  })
}
