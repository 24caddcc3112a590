import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import type { Kind, Quote } from '../api/types.ts'

/** What decides the price. */
export interface PricedRequest {
  model: string
  kind: Kind
  input: Record<string, unknown>
  provider_options?: Record<string, unknown>
}

const PAUSE_MS = 200
/** Offers hold for some minutes; one that is shown is never old. */
const FRESH_MS = 60_000

/** The price while one types. Undefined: not enough is known yet. */
export function useQuote(request: PricedRequest | undefined) {
  const text = request === undefined ? '' : JSON.stringify(request)
  const [asked] = useDebouncedValue(text, PAUSE_MS)
  const result = useQuery({
    queryKey: ['quote', asked],
    queryFn: async ({ signal }) => {
      const priced: PricedRequest = JSON.parse(asked)
      return { quote: await call<Quote>('/v1/quotes', { json: priced, signal }), priced }
    },
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    refetchInterval: FRESH_MS,
  })
  const isCurrent = asked === text && !result.isPlaceholderData
  const { quote, priced } = (text === '' ? undefined : result.data) ?? {}
  return {
    quote,
    error: isCurrent ? result.error : null,
    isCurrent,
    /** Also for what was typed since: words of a prompt cost nothing more. */
    isFair: request !== undefined && priced !== undefined && priceOf(priced) === priceOf(request),
  }
}

/** What of a request decides its price. */
function priceOf({ input, ...request }: PricedRequest): string {
  const { prompt: _prompt, negative_prompt: _negative, ...rest } = input
  return JSON.stringify([request, rest])
}
