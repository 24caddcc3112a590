import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { endSession } from '../session/end-session.ts'
import { isFailure } from './failure.ts'

/** Asked again: what a moment may cure. Never what the API has judged. */
const mayPass = (error: unknown): boolean => isFailure(error) && (error.status === 0 || error.status >= 500)

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => void endSession(queryClient, error) }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, { options }) => {
      // A wrong key at the sign-in is told there.
      if (options.mutationKey?.[0] !== 'sign-in') void endSession(queryClient, error)
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
