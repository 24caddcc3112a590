export interface Account {
  id: string
  name: string
  limits: { max_concurrent_jobs: number | null; daily_credits: string | null }
  created_at: string
}

export interface ApiKey {
  id: string
  name: string
  last_four: string
  created_at: string
  revoked_at: string | null
}

export interface Vendor {
  provider: string
  offered: boolean
  paused: { reason: 'account_empty' | 'failing' | 'spend_limit' | 'throttled'; until: string | null } | null
  ended: { succeeded: number; failed: number; canceled: number }
  success_rate: number | null
  latency_ms: { p50: number | null; p95: number | null }
  queue: { queued: number; in_hand: number; oldest_queued_at: string | null }
  unknown_outcomes: number
  at_risk: string
}

export interface Invariants {
  ok: boolean
  data: { name: string; violations: number; sample: unknown[] }[]
}
