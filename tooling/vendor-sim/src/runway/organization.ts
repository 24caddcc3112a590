import type { Hono } from 'hono'
import { z } from 'zod'
import { sendReply, type VendorEnv } from '../vendor.ts'
import { pageQuery, paginate } from './collection.ts'
import { runwayError } from './errors.ts'
import { checkCaller, parseOptionalBody, parseQuery, type RunwayState } from './work.ts'

const MODELS = ['gen4.5', 'gen4_turbo', 'veo3.1', 'veo3.1_fast', 'gen4_image', 'gen4_image_turbo']

const MS_PER_DAY = 86_400_000

const usageSchema = z
  .strictObject({ startDate: z.iso.date().optional(), beforeDate: z.iso.date().optional() })
  .refine(
    ({ startDate, beforeDate }) =>
      !startDate || !beforeDate || Date.parse(beforeDate) - Date.parse(startDate) <= 90 * MS_PER_DAY,
    { path: ['beforeDate'], error: 'Must be at most 90 days after startDate' },
  )

const some = z.string().min(1).optional()
const workspaceQuery = { organizationId: some, workspaceIds: some }

/** What the linked workspace did. */
const USAGE = [1, 2, 3].map((index) => ({
  credits: index * 5,
  email: 'ada@example.com',
  timestamp: `2026-09-0${index}T12:00:00.000Z`,
  tool: 'Gen-4.5',
  type: index === 3 ? 'refund' : 'charge',
  workspaceId: 7,
  workspaceName: 'Studio',
}))
const LOGS = [1, 2, 3].map((index) => ({
  action: 'UserLogin',
  actorDeleted: false,
  actorEmail: 'ada@example.com',
  actorUsername: 'ada',
  eventId: `event_${index}`,
  timestamp: `2026-09-0${index}T12:00:00.000Z`,
  workspaceId: 7,
  workspaceName: 'Studio',
}))

export function addOrganizationRoutes(app: Hono<VendorEnv>, state: RunwayState): void {
  app.get('/v1/organization', (c) => {
    checkCaller(c)
    const limits = MODELS.map((model) => [model, { maxConcurrentGenerations: 3, maxDailyGenerations: 500 }])
    const usage = MODELS.map((model) => {
      const made = state.log.accepted.filter((request) => request.model === model)
      return [model, { dailyGenerations: made.length }]
    })
    return c.json({
      creditBalance: c.var.apiKey.state === 'broke' ? 0 : 10_000,
      tier: { maxMonthlyCreditSpend: 50_000, models: Object.fromEntries(limits) },
      usage: { models: Object.fromEntries(usage) },
    })
  })

  app.post('/v1/organization/usage', (c) => {
    checkCaller(c)
    const { startDate = '2026-09-01' } = parseOptionalBody(c, usageSchema)
    const usedCredits = [{ model: 'gen4.5', amount: 60 }]
    return c.json({ models: ['gen4.5'], results: [{ date: startDate, usedCredits }] })
  })

  app.get('/v1/organization/webapp/usage', (c) => {
    checkCaller(c)
    const times = { from: z.string().min(1), to: z.string().min(1) }
    return c.json(
      paginate(USAGE, parseQuery(c, z.strictObject({ ...pageQuery(), ...times, ...workspaceQuery }))),
    )
  })

  app.get('/v1/organization/webapp/audit_logs', (c) => {
    checkCaller(c)
    const filters = { ...workspaceQuery, from: some, to: some, actions: some, actorEmails: some }
    return c.json(paginate(LOGS, parseQuery(c, z.strictObject({ ...pageQuery(), ...filters }))))
  })

  app.get('/v1/organization/webapp/audit_logs/:id', (c) => {
    checkCaller(c)
    parseQuery(c, z.strictObject({ organizationId: some }))
    const log = LOGS.find(({ eventId }) => eventId === c.req.param('id'))
    if (!log) return sendReply(runwayError(404, 'Audit log not found.'))
    const rest = { requestId: null, resourceId: null, resourceType: null, userAgent: null }
    return c.json({ ...log, ...rest, clientIpAddress: '203.0.113.7', metadata: { Platform: 'web' } })
  })
}
