import { Group, Progress, Stack, Text } from '@mantine/core'
import type { Job } from '../api/types.ts'
import { StatusBadge } from '../ui/status-badge.tsx'

const SAYINGS: Readonly<Record<string, string>> = {
  queued: 'Waiting for a free place…',
  submitting: 'Handing it to the vendor…',
  submit_unknown: 'The vendor’s answer got lost; finding out whether it works on it…',
  running: 'The vendor is working on it…',
  storing: 'Fetching and checking the result…',
}
/** How far a stage is when it does not tell. */
const SHARES: Readonly<Record<string, number>> = {
  queued: 0.02,
  submitting: 0.06,
  submit_unknown: 0.06,
  storing: 0.95,
}

interface Props {
  job: Job
  isLive: boolean
}

export function JobProgress({ job, isLive }: Props) {
  const share = SHARES[job.stage] ?? Math.max(0.08, job.progress * 0.9)
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm" role="status">
          {SAYINGS[job.stage] ?? job.stage}
        </Text>
        <StatusBadge job={job} />
      </Group>
      <Progress value={share * 100} animated aria-label="Progress" size="md" radius="xl" />
      <Text size="xs" c="dimmed">
        {isLive ? 'Live' : 'Connecting…'} · it goes on when you leave this page.
      </Text>
    </Stack>
  )
}
