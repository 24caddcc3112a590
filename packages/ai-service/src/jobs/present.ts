import { formatCredits } from '@jointo/providers'
import type { asset, job, jobInput } from '../schema.ts'
import type { Job, JobOutput, JobStatus } from '../types.ts'
import { isTerminal, type JobState } from './machine.ts'

const STATUS: Readonly<Record<JobState, JobStatus>> = {
  queued: 'queued',
  submitting: 'running',
  submit_unknown: 'running',
  running: 'running',
  storing: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'canceled',
}

export const statusOf = (state: JobState): JobStatus => STATUS[state]

export function statesOf(status: JobStatus): JobState[] {
  return Object.entries(STATUS).flatMap(([state, its]) => (its === status && isState(state) ? [state] : []))
}

function isState(value: string): value is JobState {
  return value in STATUS
}

export interface JobParts {
  job: typeof job.$inferSelect
  input: Pick<typeof jobInput.$inferSelect, 'input'> | null
  assets: (typeof asset.$inferSelect)[]
}

/** A row as callers see it. */
export function presentJob({ job: row, input, assets }: JobParts): Job {
  return {
    id: row.id,
    object: 'job',
    kind: row.kind,
    model: `${row.provider}/${row.model}`,
    provider: row.provider,
    status: statusOf(row.state),
    stage: row.state,
    progress: row.state === 'succeeded' ? 1 : row.progress,
    input: input?.input ?? {},
    output: assets.toSorted((a, b) => a.position - b.position).map(presentOutput),
    error:
      row.errorCode === null
        ? null
        : { code: row.errorCode, message: row.errorMessage ?? '', safe_to_retry: row.safeToRetry ?? false },
    credits: {
      quoted: formatCredits(row.quoted),
      held: formatCredits(isTerminal(row.state) ? 0n : row.quoted),
      charged: formatCredits(row.charged ?? 0n),
    },
    warnings: row.warnings,
    metadata: row.metadata,
    created_at: row.createdAt.toISOString(),
    started_at: row.startedAt?.toISOString() ?? null,
    finished_at: row.finishedAt?.toISOString() ?? null,
  }
}

/** What the request that made the job was answered, however far the job has come since. */
export function presentAccepted({ job: row, input }: Pick<JobParts, 'job' | 'input'>): Job {
  const accepted: JobParts['job'] = {
    ...row,
    state: 'queued',
    progress: 0,
    warnings: [],
    charged: null,
    errorCode: null,
    errorMessage: null,
    safeToRetry: null,
    startedAt: null,
    finishedAt: null,
  }
  return presentJob({ job: accepted, input, assets: [] })
}

function presentOutput(row: typeof asset.$inferSelect): JobOutput {
  return {
    asset_id: row.id,
    url: row.deletedAt === null ? `/v1/assets/${row.id}/content` : null,
    media_type: row.mediaType,
    bytes: row.bytes,
    sha256: row.sha256,
    width: row.width,
    height: row.height,
    duration_seconds: row.durationSeconds,
    deleted_at: row.deletedAt?.toISOString() ?? null,
  }
}
