import { formatCredits } from '@jointo/providers'
import { lt, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import { newId } from '../ids.ts'
import { fingerprint } from '../jobs/fingerprint.ts'
import { refuseWrongFiles } from '../jobs/input-media.ts'
import { parseCallerInput } from '../jobs/job-input.ts'
import { secondsFromNow } from '../jobs/transition.ts'
import { quote } from '../schema.ts'
import type { JobQuote, PricedInput, Principal } from '../types.ts'
import { presentLines, toStoredLines } from './lines.ts'
import { priceRequest } from './price-request.ts'

/** How long an offer holds. */
const QUOTE_SECONDS = 900

/** What a job would cost at most, with the arithmetic; a promise until it expires. */
export async function createQuote(
  context: ServiceContext,
  principal: Principal,
  input: PricedInput,
): Promise<JobQuote> {
  const parsed = parseCallerInput(input)
  const priced = priceRequest(context, input, parsed.input)
  await refuseWrongFiles(context, principal, parsed.input)
  const lines = toStoredLines(priced.quote.lines)
  // Nobody can use them any more.
  await context.db.delete(quote).where(lt(quote.expiresAt, sql`now() - interval '1 day'`))
  const [row] = await context.db
    .insert(quote)
    .values({
      id: newId('quote'),
      accountId: principal.accountId,
      fingerprint: quoteFingerprint(input),
      amount: priced.quote.amount,
      lines,
      expiresAt: secondsFromNow(QUOTE_SECONDS),
    })
    .returning()
  if (row === undefined) throw new Error('insert returned no row')
  return {
    id: row.id,
    object: 'quote',
    model: `${priced.provider.name}/${priced.model.id}`,
    kind: input.kind,
    credits: formatCredits(row.amount),
    lines: presentLines(lines),
    expires_at: row.expiresAt.toISOString(),
  }
}

/** What an offer is for: everything that decides the price. */
export function quoteFingerprint({ model, kind, input, provider_options }: PricedInput): string {
  return fingerprint({ model, kind, input, provider_options })
}
