import { Alert, Anchor, Group, Stack, Text } from '@mantine/core'
import { Sparkles } from 'lucide-react'
import { MediaView } from '../media/media-view.tsx'
import { AgainButton, CancelButton, FileActions } from '../jobs/job-actions.tsx'
import { JobProgress } from '../jobs/job-progress.tsx'
import { isOver, useJob } from '../jobs/use-job.ts'
import { Link } from '../layout/link.tsx'
import { creditsInWords } from '../ui/format.ts'
import { promptOf } from '../ui/prompt.ts'
import { Empty, Problem } from '../ui/states.tsx'
import { ApiFailure } from '../api/failure.ts'

/** The job that was just made, from its acceptance to its files. */
export function Result({ jobId }: { jobId: string | undefined }) {
  return (
    <section className="surface" aria-label="Result" style={{ padding: 20 }}>
      {jobId === undefined ? (
        <Empty icon={Sparkles} title="Your result appears here">
          Describe what you want, check the price, and create it. Nothing is charged unless it succeeds.
        </Empty>
      ) : (
        <Followed key={jobId} id={jobId} />
      )}
    </section>
  )
}

function Followed({ id }: { id: string }) {
  const { data: job, error, isLive, refetch } = useJob(id)
  if (job === undefined)
    return error === null ? null : <Problem error={error} onRetry={() => void refetch()} />
  return (
    <Stack gap="md">
      <Text className="two-lines" fw={550} dir="auto">
        {promptOf(job)}
      </Text>
      {!isOver(job.status) && <JobProgress job={job} isLive={isLive} />}
      {job.status === 'canceled' && <Alert title="Canceled">Nothing was charged.</Alert>}
      {job.error !== null && job.status === 'failed' && (
        <Problem
          title="It could not be made"
          error={new ApiFailure(422, job.error.code, job.error.message)}
        />
      )}
      {job.output.map((file) => (
        <Stack key={file.asset_id} gap="xs">
          <MediaView file={file} label={promptOf(job)} />
          <Group gap="xs">
            <FileActions file={file} />
          </Group>
        </Stack>
      ))}
      <Group justify="space-between">
        <Group gap="xs">
          <CancelButton job={job} />
          {isOver(job.status) && <AgainButton job={job} />}
        </Group>
        <Text size="sm" c="dimmed">
          {job.status === 'succeeded' && `Charged ${creditsInWords(job.credits.charged)} · `}
          <Anchor component={Link} to={`/jobs/${job.id}`} size="sm">
            Everything about this job
          </Anchor>
        </Text>
      </Group>
    </Stack>
  )
}
