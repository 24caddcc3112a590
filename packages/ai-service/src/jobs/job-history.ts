import type { InspectedJob } from './inspected-job.ts'

/** What happened to one job, for the account it belongs to. */
export interface JobHistory extends Pick<
  InspectedJob,
  'timeline' | 'attempts' | 'quote' | 'hold' | 'deliveries'
> {
  object: 'job_history'
  job_id: string
  /** What only the vendor understands; null where nothing was said, or it was deleted with the prompt. */
  provider_options: Record<string, unknown> | null
  deadline_at: string
  cancel_requested_at: string | null
  /** The account's own side of every entry. */
  ledger: Omit<InspectedJob['ledger'][number], 'account'>[]
}
