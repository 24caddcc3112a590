import { z } from 'zod'

/** Balance in Runway's credits, and the account's limits by model (null: no limit). */
export interface Organization {
  creditBalance: number
  tier: {
    maxMonthlyCreditSpend?: number | undefined
    models: Record<string, { maxConcurrentGenerations: number | null; maxDailyGenerations: number | null }>
  }
  usage: { models: Record<string, { dailyGenerations: number }> }
}

export const organization: z.ZodType<Organization> = z.object({
  creditBalance: z.number(),
  tier: z.object({
    maxMonthlyCreditSpend: z.number().optional(),
    models: z.record(
      z.string(),
      z.object({
        maxConcurrentGenerations: z.number().nullable(),
        maxDailyGenerations: z.number().nullable(),
      }),
    ),
  }),
  usage: z.object({ models: z.record(z.string(), z.object({ dailyGenerations: z.number() })) }),
})
