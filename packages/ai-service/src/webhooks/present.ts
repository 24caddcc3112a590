import type { webhookAttempt, webhookDelivery, webhookEndpoint } from '../schema.ts'
import type { WebhookAttempt, WebhookDelivery, WebhookEndpoint } from './types.ts'

export type EndpointRow = typeof webhookEndpoint.$inferSelect
export type DeliveryRow = typeof webhookDelivery.$inferSelect
export type AttemptRow = typeof webhookAttempt.$inferSelect

export function presentEndpoint(row: EndpointRow): WebhookEndpoint {
  return {
    id: row.id,
    object: 'webhook_endpoint',
    url: row.url,
    description: row.description,
    events: row.events,
    status: row.disabledAt === null ? 'enabled' : 'disabled',
    disabled_reason: row.disabledReason,
    created_at: row.createdAt.toISOString(),
  }
}

export function presentDelivery(row: DeliveryRow, url: string, attempts: AttemptRow[]): WebhookDelivery {
  return {
    id: row.id,
    object: 'webhook_delivery',
    endpoint_id: row.endpointId,
    url,
    event_id: row.eventId,
    event_type: row.eventType,
    job_id: row.jobId,
    status: row.status,
    error: row.errorCode,
    attempts: attempts.map((attempt) => presentAttempt(attempt, row)),
    next_attempt_at: row.status === 'pending' ? (row.nextAttemptAt?.toISOString() ?? null) : null,
    created_at: row.createdAt.toISOString(),
    finished_at: row.finishedAt?.toISOString() ?? null,
  }
}

function presentAttempt(row: AttemptRow, delivery: DeliveryRow): WebhookAttempt {
  // The last one may be on its way at this moment.
  const interrupted =
    row.durationMs === null && (row.number < delivery.attemptCount || delivery.leaseUntil === null)
  return {
    number: row.number,
    created_at: row.createdAt.toISOString(),
    duration_ms: row.durationMs,
    status_code: row.statusCode,
    error: interrupted ? 'interrupted' : row.errorCode,
    response_body: row.responseBody,
  }
}
