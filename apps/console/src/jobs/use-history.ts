import { useQuery } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import type { Delivery, Job, LedgerEntry, QuoteLine } from '../api/types.ts'

export interface JobHistory {
  provider_options: Record<string, unknown> | null
  deadline_at: string
  cancel_requested_at: string | null
  timeline: { sequence: number; type: string; data: Record<string, unknown>; created_at: string }[]
  attempts: {
    id: string
    number: number
    state: string
    vendor_task_id: string | null
    vendor_request_id: string | null
    error: { code: string; message: string } | null
    created_at: string
    closed_at: string | null
  }[]
  quote: { credits: string; lines: QuoteLine[] }
  hold: {
    amount: string
    created_at: string
    resolution: { kind: string; amount: string; created_at: string } | null
  }
  ledger: Pick<LedgerEntry, 'id' | 'kind' | 'amount' | 'description' | 'created_at'>[]
  deliveries: Delivery[]
}

/** Receivers are told a little after the job has moved. */
const LOOK_EVERY_MS = 2_000

/** Looked up again whenever the job has moved. */
export function useHistory(job: Job | undefined) {
  return useQuery({
    queryKey: ['job', job?.id, 'history', job?.stage],
    queryFn: ({ signal }) => call<JobHistory>(`/v1/jobs/${job?.id}/history`, { signal }),
    enabled: job !== undefined,
    placeholderData: (before) => before,
    refetchInterval: ({ state }) =>
      state.data?.deliveries.some(({ status }) => status === 'pending') === true ? LOOK_EVERY_MS : false,
  })
}
