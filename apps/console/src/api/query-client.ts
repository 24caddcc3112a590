import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isFailure } from './failure.ts'

/** Asked again: what a moment may cure. Never what the API has judged. */
const mayPass = (error: unknown): boolean => isFailure(error) && (error.status === 0 || error.status >= 500)

/** Why the session came to its end; nothing as long as it lasts. */
export const ENDED = ['session-ended']

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => endSession(error) }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, { options }) => {
      // A wrong key at the sign-in is told there.
      if (options.mutationKey?.[0] !== 'sign-in') endSession(error)
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

/** Whatever page it was: without a session there is only the sign-in, which then says why. */
function endSession(error: unknown): void {
  if (!isFailure(error) || error.status !== 401) return
  // The first reason is the true one: whoever asks after it only hears that there is no session.
  queryClient.setQueryData<string | null>(ENDED, (known) => known ?? error.message)
  void queryClient.invalidateQueries({ queryKey: ['session'] })
}
