import { formatPath, type VendorProfile } from '@jointo/http-base'
import { z } from 'zod'

/** The only value the API accepts; the `/v1` of the paths is not the version. */
const API_VERSION = '2024-11-06'

const errorBody = z.looseObject({
  error: z.string(),
  code: z.string().optional(),
  issues: z
    .array(
      z.looseObject({ message: z.string(), path: z.array(z.union([z.string(), z.number()])).optional() }),
    )
    .optional(),
})

/** With the account's key, or with that of a session. */
export function headersWith(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}`, 'x-runway-version': API_VERSION, accept: 'application/json' }
}

/**
 * The default table of dispositions holds. Runway calls 502 and 503 load shedding, but a gateway may also say so after
 * the task was made, and there is no list of tasks to look it up: only 429 is a sure "not accepted".
 */
export const profile: VendorProfile = {
  id: 'runway',
  name: 'Runway',
  baseUrl: 'https://api.dev.runwayml.com',
  apiKeyVariable: 'RUNWAYML_API_SECRET',
  baseUrlVariable: 'RUNWAYML_BASE_URL',
  headers: headersWith,
  /**
   * Ours, for Runway publishes no limit of requests: tasks above an account's limit wait there as THROTTLED, and 429 says
   * that the day's count is used up. It keeps a burst of calls from taking more than the sockets there are.
   */
  rateLimit: { maxConcurrent: 50 },
  pool: { maxSockets: 50 },
  describeError(body) {
    const parsed = errorBody.safeParse(body)
    if (!parsed.success) return undefined
    const { error, code, issues = [] } = parsed.data
    const details = issues.map((issue) => `${formatPath(issue.path ?? [])}: ${issue.message}`)
    return { code, message: [error, ...details].join('; ') }
  },
}
