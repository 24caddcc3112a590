import type { VendorProfile } from '@jointo/http-base'
import { z } from 'zod'

/** v2beta says `errors: string[]`, v1 says `message`. */
const errorBody = z.looseObject({
  name: z.string().optional(),
  errors: z.array(z.string()).optional(),
  message: z.string().optional(),
})

export const profile: VendorProfile = {
  name: 'Stability AI',
  baseUrl: 'https://api.stability.ai',
  apiKeyVariable: 'STABILITY_API_KEY',
  baseUrlVariable: 'STABILITY_BASE_URL',
  headers: (apiKey) => ({ authorization: `Bearer ${apiKey}` }),
  // Synchronous generations answer when the picture is done.
  timeout: { responseMs: 180_000, totalMs: 240_000 },
  // Too many requests are answered with 429 for one minute.
  throttledForMs: 60_000,
  describeError(body) {
    const parsed = errorBody.safeParse(body)
    if (!parsed.success) return undefined
    const { name, errors, message } = parsed.data
    return { code: name, message: errors === undefined ? message : errors.join('; ') }
  },
}
