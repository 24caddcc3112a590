import { eq, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { owned } from '../db/scoped.ts'
import { ServiceError } from '../errors.ts'
import { quote } from '../schema.ts'
import type { PricedInput, Principal } from '../types.ts'
import { quoteFingerprint } from './create.ts'

/**
 * The offer that a request refers to.
 * @throws ServiceError `invalid_request` naming `quote_id` when it is unknown, over, or for something else
 */
export async function useQuote(
  context: ServiceContext,
  principal: Principal,
  quoteId: string,
  input: PricedInput,
): Promise<typeof quote.$inferSelect> {
  const [row] = await context.db
    .select({ quote, isOver: sql<boolean>`${quote.expiresAt} <= now()` })
    .from(quote)
    .where(owned(quote, principal, eq(quote.id, quoteId)))
  if (row === undefined) throw refused('There is no such quote: ask for one with POST /v1/quotes.')
  if (row.isOver) throw refused('The quote has expired: ask for a new one.')
  if (row.quote.fingerprint !== quoteFingerprint(input)) {
    throw refused('The quote was for another request: send exactly what was quoted, or ask for a new one.')
  }
  return row.quote
}

function refused(message: string): ServiceError {
  return new ServiceError('invalid_request', message, { param: 'quote_id' })
}
