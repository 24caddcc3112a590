import type { JobEvent } from '../events/types.ts'
import type { Job, JobQuote } from '../types.ts'
import type { WebhookDelivery } from '../webhooks/types.ts'

/** Everything about one job, for operators. Amounts are decimal strings, times ISO 8601 UTC. */
export interface InspectedJob {
  /** As its account sees it. */
  job: Job
  account_id: string
  machine: {
    /** Grows with each claim. */
    fence: number
    lease_until: string | null
    next_run_at: string | null
    unknown_until: string | null
    deadline_at: string
    cancel_requested_at: string | null
    store_failures: number
    bad_results: number
    /** While a vendor works on it. */
    polling: { next_poll_at: string; polls: number; misses: number; interval_ms: number } | null
  }
  timeline: JobEvent[]
  attempts: {
    id: string
    number: number
    state: 'armed' | 'accepted' | 'not_accepted' | 'refused' | 'unknown'
    vendor_task_id: string | null
    vendor_request_id: string | null
    /** In the vendor's words. */
    error: { code: string; message: string } | null
    created_at: string
    closed_at: string | null
  }[]
  /** The arithmetic of its price. */
  quote: { credits: string; lines: JobQuote['lines'] }
  hold: {
    id: string
    amount: string
    created_at: string
    /** Null while it is open. */
    resolution: { kind: 'settle' | 'release'; amount: string; created_at: string } | null
  }
  /** Both sides of every entry. */
  ledger: {
    id: string
    kind: 'grant' | 'settle' | 'adjustment' | 'vendor_loss' | 'vendor_loss_withdrawn'
    account: string
    amount: string
    corrects: string | null
    description: string
    created_at: string
  }[]
  /** What the vendor may have charged us for nothing. */
  losses: {
    id: string
    attempt_id: string | null
    reason: string
    expected_cost: string
    /** The work turned up after all. */
    withdrawn: boolean
    created_at: string
  }[]
  files: {
    asset_id: string
    storage_key: string
    media_type: string
    bytes: number
    sha256: string
    created_at: string
  }[]
  /** The newest hundred. */
  deliveries: WebhookDelivery[]
}
