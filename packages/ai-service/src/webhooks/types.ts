import type { JobState } from '../jobs/machine.ts'
import type { Page, Principal } from '../types.ts'

/** What can happen. Endpoints name those they want, or `*` for all. */
export type WebhookEventType = `job.${JobState}` | 'webhook_endpoint.disabled'

export interface WebhookEndpoint {
  id: string
  object: 'webhook_endpoint'
  /** In canonical form. */
  url: string
  description: string
  /** Types, or `*` alone. */
  events: string[]
  status: 'enabled' | 'disabled'
  /** `failing`: no success for five days; `gone`: it answered 410. */
  disabled_reason: 'failing' | 'gone' | null
  created_at: string
}

/** The secret, whole: when it is made, and on the day it is rotated. */
export interface WebhookEndpointWithSecret extends WebhookEndpoint {
  /** `whsec_` and base64, as Standard Webhooks has it. */
  secret: string
}

/** Signs what is sent to addresses that came with jobs. */
export interface WebhookSecret {
  object: 'webhook_secret'
  secret: string
  created_at: string
}

export interface CreateWebhookEndpointInput {
  url: string
  description?: string | undefined
  /** Default: all. */
  events?: readonly string[] | undefined
}

export interface WebhookAttempt {
  number: number
  created_at: string
  duration_ms: number | null
  status_code: number | null
  /** Null after success; `interrupted` when the sender died and nobody knows. */
  error: string | null
  /** The first 1,000 characters of the answer. */
  response_body: string | null
}

export interface WebhookDelivery {
  id: string
  object: 'webhook_delivery'
  /** Null: the address came with the job. */
  endpoint_id: string | null
  url: string
  /** The `webhook-id` header, the same on every attempt. */
  event_id: string
  event_type: string
  job_id: string | null
  status: 'pending' | 'delivered' | 'failed'
  /** Why no further attempt is made: `attempts_exhausted`, `endpoint_disabled`, `endpoint_deleted`. */
  error: string | null
  /** Newest last. */
  attempts: WebhookAttempt[]
  next_attempt_at: string | null
  created_at: string
  finished_at: string | null
}

export interface ListDeliveriesInput {
  endpointId?: string | undefined
  jobId?: string | undefined
  status?: WebhookDelivery['status'] | undefined
  /** 1 to 100, default 20. */
  limit?: number | undefined
  cursor?: string | undefined
}

export interface WebhookVerbs {
  /** Throws `invalid_request` or `url_not_allowed` naming the field, `limit_reached` above the number of endpoints. */
  createEndpoint(principal: Principal, input: CreateWebhookEndpointInput): Promise<WebhookEndpointWithSecret>
  listEndpoints(principal: Principal): Promise<WebhookEndpoint[]>
  getEndpoint(principal: Principal, endpointId: string): Promise<WebhookEndpoint>
  /** Deliveries that wait are given up. */
  deleteEndpoint(principal: Principal, endpointId: string): Promise<void>
  /** After it was disabled. What was missed is sent again one by one, with `redeliver`. */
  enableEndpoint(principal: Principal, endpointId: string): Promise<WebhookEndpoint>
  /** The old secret goes on signing beside the new one for a day. */
  rotateSecret(principal: Principal, endpointId: string): Promise<WebhookEndpointWithSecret>
  /** Of the addresses that come with jobs; made at the first call. */
  getSecret(principal: Principal): Promise<WebhookSecret>
  rotateAccountSecret(principal: Principal): Promise<WebhookSecret>
  /** Newest first. */
  listDeliveries(principal: Principal, input: ListDeliveriesInput): Promise<Page<WebhookDelivery>>
  /** The same event with the same id, now, and with a plan of its own. Throws `too_late` for a disabled endpoint. */
  redeliver(principal: Principal, deliveryId: string): Promise<WebhookDelivery>
}
