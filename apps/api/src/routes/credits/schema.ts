import { z } from '@hono/zod-openapi'

export const amountSchema = z.string().openapi({ description: 'Decimal number of credits.', example: '12.5' })

/** The arithmetic of a quote. */
export const quoteLinesSchema = z
  .array(
    z.object({
      description: z.string(),
      quantity: z.string(),
      unit: z.string(),
      unit_amount: amountSchema,
      amount: amountSchema,
    }),
  )
  .openapi({ description: 'The arithmetic: the amounts add up to `credits`.' })

export const ledgerEntrySchema = z
  .object({
    id: z.string().openapi({ example: 'txn_42' }),
    object: z.literal('ledger_entry'),
    kind: z.enum(['grant', 'settle', 'adjustment']).openapi({
      description: '`grant`: credits given; `settle`: a job or call paid; `adjustment`: a correction.',
    }),
    amount: amountSchema.openapi({ description: 'Negative: taken.', example: '-2.5' }),
    balance: amountSchema.openapi({ description: 'The balance after it.' }),
    job_id: z.string().nullable(),
    corrects: z.string().nullable().openapi({ description: 'The entry that an adjustment takes back.' }),
    description: z.string(),
    quote: z
      .object({ credits: amountSchema, lines: quoteLinesSchema })
      .nullable()
      .openapi({ description: 'What the job was quoted; never less than what it was charged.' }),
    created_at: z.iso.datetime(),
  })
  .openapi('LedgerEntry')

export const ledgerPageSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(ledgerEntrySchema),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
  })
  .openapi('LedgerPage')
