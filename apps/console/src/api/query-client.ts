import { QueryCache, QueryClient } from '@tanstack/react-query'
import { isFailure } from './failure.ts'

/** Asked again: what a moment may cure. Never what the API has judged. */
const mayPass = (error: unknown): boolean => isFailure(error) && (error.status === 0 || error.status >= 500)

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => {
      // Whatever page it was: without a session there is only the sign-in.
      if (isFailure(error) && error.status === 401 && queryKey[0] !== 'session')
        void queryClient.invalidateQueries({ queryKey: ['session'] })
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => mayPass(error) && count < 5,
      retryDelay: (count) => Math.min(500 * 2 ** count, 4_000),
    },
  },
})
