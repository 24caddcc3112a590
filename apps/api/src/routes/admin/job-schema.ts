import { z } from '@hono/zod-openapi'
import { amountSchema, quoteLinesSchema } from '../credits/schema.ts'
import { jobSchema } from '../jobs/schema.ts'
import { webhookDeliverySchema } from '../webhooks/schema.ts'

const time = z.iso.datetime()
const count = z.number().int()

export const inspectedJobSchema = z
  .object({
    job: jobSchema,
    account_id: z.string(),
    machine: z.object({
      fence: count.openapi({ description: 'Grows with each claim.' }),
      lease_until: time.nullable(),
      next_run_at: time.nullable(),
      unknown_until: time.nullable(),
      deadline_at: time,
      cancel_requested_at: time.nullable(),
      store_failures: count,
      bad_results: count,
      polling: z
        .object({ next_poll_at: time, polls: count, misses: count, interval_ms: count })
        .nullable()
        .openapi({ description: 'While a vendor works on it.' }),
    }),
    timeline: z.array(
      z.object({
        sequence: count,
        type: z.string().openapi({ example: 'job.running' }),
        data: z.record(z.string(), z.unknown()),
        created_at: time,
      }),
    ),
    attempts: z.array(
      z.object({
        id: z.string(),
        number: count,
        state: z.enum(['armed', 'accepted', 'not_accepted', 'refused', 'unknown']),
        vendor_task_id: z.string().nullable(),
        vendor_request_id: z.string().nullable(),
        error: z
          .object({ code: z.string(), message: z.string() })
          .nullable()
          .openapi({ description: 'The code is the vendor’s own.' }),
        created_at: time,
        closed_at: time.nullable(),
      }),
    ),
    quote: z.object({ credits: amountSchema, lines: quoteLinesSchema }),
    hold: z.object({
      id: z.string(),
      amount: amountSchema,
      created_at: time,
      resolution: z
        .object({ kind: z.enum(['settle', 'release']), amount: amountSchema, created_at: time })
        .nullable()
        .openapi({ description: 'Null while it is open.' }),
    }),
    ledger: z
      .array(
        z.object({
          id: z.string(),
          kind: z.enum(['grant', 'settle', 'adjustment', 'vendor_loss', 'vendor_loss_withdrawn']),
          account: z.string(),
          amount: amountSchema,
          corrects: z.string().nullable(),
          description: z.string(),
          created_at: time,
        }),
      )
      .openapi({ description: 'Both sides of every entry.' }),
    losses: z
      .array(
        z.object({
          id: z.string(),
          attempt_id: z.string().nullable(),
          reason: z.string(),
          expected_cost: amountSchema,
          withdrawn: z.boolean(),
          created_at: time,
        }),
      )
      .openapi({ description: 'What the vendor may have charged us for nothing.' }),
    files: z.array(
      z.object({
        asset_id: z.string(),
        storage_key: z.string(),
        media_type: z.string(),
        bytes: count,
        sha256: z.string(),
        created_at: time,
      }),
    ),
    deliveries: z.array(webhookDeliverySchema).openapi({ description: 'The newest hundred.' }),
  })
  .openapi('InspectedJob')

/** An operator’s decision about a submission whose outcome is unknown. */
export const unknownDecisionSchema = z
  .discriminatedUnion('action', [
    z.strictObject({
      action: z.literal('found').openapi({ description: 'The vendor works on it after all.' }),
      vendor_task_id: z.string().regex(/^\S{1,1024}$/, 'must be 1 to 1024 characters without spaces'),
    }),
    z.strictObject({
      action: z
        .literal('resubmit')
        .openapi({ description: 'Send it once more; the vendor may have to be paid twice.' }),
    }),
    z.strictObject({ action: z.literal('refund').openapi({ description: 'Give it up, free of charge.' }) }),
  ])
  .openapi('UnknownDecision')
