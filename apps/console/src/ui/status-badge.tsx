import { Badge } from '@mantine/core'
import type { Job, Status } from '../api/types.ts'

const COLOURS: Readonly<Record<Status, string>> = {
  queued: 'gray',
  running: 'iris',
  succeeded: 'teal',
  failed: 'red',
  canceled: 'gray',
}

/** The stage where it says more than the status. */
const STAGES: Readonly<Record<string, string>> = {
  submitting: 'submitting',
  submit_unknown: 'outcome unknown',
  storing: 'storing',
}

export function StatusBadge({ job }: { job: Pick<Job, 'status' | 'stage' | 'progress'> }) {
  const percent = job.stage === 'running' && job.progress > 0 ? ` ${Math.round(job.progress * 100)} %` : ''
  return (
    <Badge color={COLOURS[job.status]} variant="light" autoContrast>
      {STAGES[job.stage] ?? job.status}
      {percent}
    </Badge>
  )
}
