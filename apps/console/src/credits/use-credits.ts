import { useQuery } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import type { Balance } from '../api/types.ts'

export function useBalance() {
  return useQuery({
    queryKey: ['credits', 'balance'],
    queryFn: () => call<Balance>('/v1/credits'),
    refetchInterval: 10_000,
  })
}
