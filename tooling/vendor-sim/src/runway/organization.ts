import type { Hono } from 'hono'
import type { VendorEnv } from '../vendor.ts'
import { checkCaller, type RunwayState } from './work.ts'

const MODELS = ['gen4.5', 'gen4_turbo', 'veo3.1', 'veo3.1_fast', 'gen4_image', 'gen4_image_turbo']

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
}
