import type { VendorProfile } from '@jointo/http-base'
import { z } from 'zod'

/** v2beta says `errors: string[]`, v1 says `message`. */
const errorBody = z.looseObject({
  name: z.string().optional(),
  errors: z.array(z.string()).optional(),
  message: z.string().optional(),
})

export const profile: VendorProfile = {
  id: 'stability',
  name: 'Stability AI',
  baseUrl: 'https://api.stability.ai',
  apiKeyVariable: 'STABILITY_API_KEY',
  baseUrlVariable: 'STABILITY_BASE_URL',
  headers: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
  // Synchronous generations answer when the file is done.
  timeout: { responseMs: 180_000, totalMs: 240_000 },
  // Published: 150 requests in 10 seconds; above it, one minute of 429.
  rateLimit: { requestsPerInterval: 150, intervalMs: 10_000 },
  throttledForMs: 60_000,
  // No limit on calls at once is published: as many as may begin while one of ten seconds runs.
  pool: { maxSockets: 150 },
  describeError(body) {
    const parsed = errorBody.safeParse(body)
    if (!parsed.success) return undefined
    const { name, errors, message } = parsed.data
    return { code: name, message: errors === undefined ? message : errors.join('; ') }
  },
}
