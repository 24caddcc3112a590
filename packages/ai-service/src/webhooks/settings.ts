import { z } from 'zod'

export interface WebhookSettings {
  /** Pauses between the attempts of one delivery, in seconds; one attempt more than pauses. */
  retrySeconds: readonly number[]
  /** Name look-up, connection and handshake together. Default 5. */
  connectSeconds: number
  /** One attempt, from the look-up to the end of the answer. Default 15. */
  totalSeconds: number
  /** A sender that is silent for this long has lost its delivery. Above the total. Default 30. */
  leaseSeconds: number
  /** Attempts at one receiver at once. Default 2. */
  parallel: number
  /** Attempts for one account at once, at all its receivers. Default 20. */
  accountParallel: number
  /** Endpoints of one account. Default 10. */
  maxEndpoints: number
  /** How long the old secret still signs after a rotation. Default 86400. */
  overlapSeconds: number
  /** An endpoint that only failed for this long is disabled. Default 432000, five days. */
  disableAfterSeconds: number
  /** How long deliveries are kept and can be sent again. Default 30. */
  retentionDays: number
}

const MINUTE = 60
const HOUR = 3_600
const PLAN = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]

const seconds = (min: number, max: number, fallback: number) => {
  const error = `must be a number of seconds from ${min} to ${max}`
  return z.coerce.number({ error }).min(min, error).max(max, error).default(fallback)
}
const whole = (min: number, max: number, fallback: number) => {
  const error = `must be a whole number from ${min} to ${max}`
  return z.coerce.number({ error }).int(error).min(min, error).max(max, error).default(fallback)
}

export const webhookVariables = {
  WEBHOOK_RETRY_SECONDS: z
    .string()
    .regex(/^\d{1,6}(\s*,\s*\d{1,6}){0,19}$/, 'must be a list of at most 20 pauses such as 5,300,1800')
    .transform((value) => value.split(',').map(Number))
    .default(PLAN),
  WEBHOOK_CONNECT_SECONDS: seconds(0.1, 60, 5),
  WEBHOOK_TIMEOUT_SECONDS: seconds(0.1, 60, 15),
  WEBHOOK_LEASE_SECONDS: seconds(1, 600, 30),
  WEBHOOK_PARALLEL: whole(1, 100, 2),
  WEBHOOK_ACCOUNT_PARALLEL: whole(1, 1_000, 20),
  WEBHOOK_MAX_ENDPOINTS: whole(1, 1_000, 10),
  WEBHOOK_SECRET_OVERLAP_SECONDS: seconds(0, 30 * 24 * HOUR, 24 * HOUR),
  WEBHOOK_DISABLE_AFTER_SECONDS: seconds(0, 365 * 24 * HOUR, 5 * 24 * HOUR),
  WEBHOOK_RETENTION_DAYS: whole(1, 3_650, 30),
}

const variables: z.ZodObject<typeof webhookVariables> = z.object(webhookVariables)

export function webhookSettings(values: z.infer<typeof variables>): WebhookSettings {
  return {
    retrySeconds: values.WEBHOOK_RETRY_SECONDS,
    connectSeconds: values.WEBHOOK_CONNECT_SECONDS,
    totalSeconds: values.WEBHOOK_TIMEOUT_SECONDS,
    leaseSeconds: values.WEBHOOK_LEASE_SECONDS,
    parallel: values.WEBHOOK_PARALLEL,
    accountParallel: values.WEBHOOK_ACCOUNT_PARALLEL,
    maxEndpoints: values.WEBHOOK_MAX_ENDPOINTS,
    overlapSeconds: values.WEBHOOK_SECRET_OVERLAP_SECONDS,
    disableAfterSeconds: values.WEBHOOK_DISABLE_AFTER_SECONDS,
    retentionDays: values.WEBHOOK_RETENTION_DAYS,
  }
}
