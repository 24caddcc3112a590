import { useQuery } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import type { Kind, Model } from '../api/types.ts'

/** The catalogue; it changes only with a new version of the server. */
export function useModels() {
  return useQuery({
    queryKey: ['models'],
    queryFn: async () => (await call<{ data: Model[] }>('/v1/models')).data,
    staleTime: 300_000,
  })
}

export const modelsFor = (models: Model[], kind: Kind | 'chat'): Model[] =>
  models.filter((model) => model.kinds.includes(kind))
