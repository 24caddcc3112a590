import { formatCredits, type QuoteLine } from '@jointo/providers'
import type { StoredQuoteLine } from '../db/schema/jobs.ts'
import type { JobQuote } from '../types.ts'

/** The arithmetic of a quote, as it is stored. */
export function toStoredLines(lines: readonly QuoteLine[]): StoredQuoteLine[] {
  return lines.map((line) => ({
    description: line.description,
    quantity: String(line.quantity),
    unit: line.unit,
    unitAmount: formatCredits(line.unitAmount),
    amount: formatCredits(line.amount),
  }))
}

/** The arithmetic, as callers see it. */
export function presentLines(lines: readonly StoredQuoteLine[]): JobQuote['lines'] {
  return lines.map(({ unitAmount, ...line }) => ({ ...line, unit_amount: unitAmount }))
}
