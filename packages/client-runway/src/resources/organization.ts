import { z } from 'zod'
import { pageQuery, type PageParams } from './page.ts'
import { nullableText, optionalList, optionalText, type Open } from './reply.ts'

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

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'must be a day: 2026-09-01')

/** Days in UTC, at most 90. Default: the last 30. */
export interface OrganizationUsageParams {
  startDate?: string | undefined
  /** Not among them. */
  beforeDate?: string | undefined
}

const MAX_DAYS = 90
const MS_PER_DAY = 86_400_000

export const organizationUsageParams: z.ZodType<OrganizationUsageParams> = z
  .strictObject({ startDate: day.optional(), beforeDate: day.optional() })
  .refine(
    ({ startDate, beforeDate }) => {
      if (startDate === undefined || beforeDate === undefined) return true
      const days = (Date.parse(beforeDate) - Date.parse(startDate)) / MS_PER_DAY
      return days > 0 && days <= MAX_DAYS
    },
    { path: ['beforeDate'], error: 'must be 1 to 90 days after startDate' },
  )

/** Credits by day and model. Refunds make an amount negative. */
export interface OrganizationUsage {
  models: string[]
  results: { date: string; usedCredits: { model: string; amount: number }[] }[]
  apiKeys?: string[] | undefined
  resultsByApiKey: { date: string; usedCredits: { apiKeyId: string; amount: number }[] }[]
}

export const organizationUsage: z.ZodType<OrganizationUsage> = z.object({
  models: z.array(z.string()),
  results: z.array(
    z.object({
      date: z.string(),
      usedCredits: z.array(z.object({ model: z.string(), amount: z.number() })),
    }),
  ),
  apiKeys: z.array(z.string()).optional().catch(undefined),
  resultsByApiKey: optionalList(
    z.object({
      date: z.string(),
      usedCredits: z.array(z.object({ apiKeyId: z.string(), amount: z.number() })),
    }),
  ),
})

/** Reports of the linked workspace. Lists of ids are separated by commas. */
export interface ListWorkspaceUsageParams extends PageParams {
  /** ISO time. */
  from: string
  to: string
  organizationId?: string | undefined
  workspaceIds?: string | undefined
}

const some = z.string().min(1).optional()

export const listWorkspaceUsageParams: z.ZodType<ListWorkspaceUsageParams> = z.strictObject({
  ...pageQuery(50),
  from: z.string().min(1),
  to: z.string().min(1),
  organizationId: some,
  workspaceIds: some,
})

export interface WorkspaceUsage {
  type: Open<'charge' | 'refund'>
  credits: number
  tool?: string | undefined
  email?: string | undefined
  workspaceId: number
  workspaceName?: string | undefined
  timestamp: string
}

export const workspaceUsage: z.ZodType<WorkspaceUsage> = z.object({
  type: z.string(),
  credits: z.number(),
  tool: optionalText,
  email: optionalText,
  workspaceId: z.number(),
  workspaceName: optionalText,
  timestamp: z.string(),
})

export interface ListAuditLogsParams extends PageParams {
  from?: string | undefined
  to?: string | undefined
  organizationId?: string | undefined
  workspaceIds?: string | undefined
  /** `UserLogin,MemberInvited` */
  actions?: string | undefined
  actorEmails?: string | undefined
}

export const listAuditLogsParams: z.ZodType<ListAuditLogsParams> = z.strictObject({
  ...pageQuery(50),
  from: some,
  to: some,
  organizationId: some,
  workspaceIds: some,
  actions: some,
  actorEmails: some,
})

export interface AuditLogParams {
  organizationId?: string | undefined
}

export const auditLogParams: z.ZodType<AuditLogParams> = z.strictObject({ organizationId: some })

export interface AuditLogSummary {
  eventId: string
  action: string
  actorEmail?: string | null | undefined
  actorUsername?: string | null | undefined
  actorDeleted?: boolean | undefined
  workspaceId?: number | undefined
  workspaceName?: string | undefined
  timestamp: string
}

export interface AuditLog extends AuditLogSummary {
  resourceType?: string | null | undefined
  resourceId?: string | null | undefined
  clientIpAddress?: string | undefined
  userAgent?: string | null | undefined
  requestId?: string | null | undefined
  metadata: Record<string, unknown>
}

const logged = {
  eventId: z.string(),
  action: z.string(),
  actorEmail: nullableText,
  actorUsername: nullableText,
  actorDeleted: z.boolean().optional().catch(undefined),
  workspaceId: z.number().optional().catch(undefined),
  workspaceName: optionalText,
  timestamp: z.string(),
}

export const auditLogSummary: z.ZodType<AuditLogSummary> = z.object(logged)
export const auditLog: z.ZodType<AuditLog> = z.object({
  ...logged,
  resourceType: nullableText,
  resourceId: nullableText,
  clientIpAddress: optionalText,
  userAgent: nullableText,
  requestId: nullableText,
  metadata: z.record(z.string(), z.unknown()).catch({}),
})
