import {
  Alert,
  Anchor,
  Button,
  Code,
  CopyButton,
  Group,
  Loader,
  SimpleGrid,
  Stack,
  Text,
} from '@mantine/core'
import { ArrowLeft, Check, Copy } from 'lucide-react'
import { useParams } from 'wouter'
import { ApiFailure } from '../api/failure.ts'
import type { Job } from '../api/types.ts'
import { Parameters } from '../gallery/parameters.tsx'
import { Link } from '../layout/link.tsx'
import { Thumbnail } from '../media/thumbnail.tsx'
import { formatBytes } from '../ui/format.ts'
import { kindTitle } from '../ui/kinds.ts'
import { LongText } from '../ui/long-text.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { promptOf } from '../ui/prompt.ts'
import { Section } from '../ui/section.tsx'
import { Problem } from '../ui/states.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { Attempts } from './attempts.tsx'
import { Deliveries } from './deliveries.tsx'
import { AgainButton, CancelButton } from './job-actions.tsx'
import { JobProblem } from './job-problem.tsx'
import { JobProgress } from './job-progress.tsx'
import { Money } from './money.tsx'
import { Steps } from './steps.tsx'
import { useHistory } from './use-history.ts'
import { isOver, useJob } from './use-job.ts'

/** Everything about one job on one screen. */
export function JobPage() {
  const { id = '' } = useParams()
  const { data: job, error, isLive, refetch } = useJob(id)
  const history = useHistory(job)
  if (job === undefined)
    return error === null ? (
      <Loader aria-label="Loading" />
    ) : (
      <JobProblem error={error} onRetry={() => void refetch()} />
    )
  return (
    <>
      <Button
        component={Link}
        to="/jobs"
        variant="subtle"
        size="compact-sm"
        color="gray"
        mb="xs"
        leftSection={<ArrowLeft size={15} aria-hidden />}
      >
        Jobs
      </Button>
      <PageHeader
        title={`${kindTitle(job.kind)} job`}
        description={
          <Group gap="xs">
            <StatusBadge job={job} />
            <CopyId id={job.id} />
          </Group>
        }
      >
        <CancelButton job={job} />
        {isOver(job.status) && <AgainButton job={job} />}
      </PageHeader>
      <Stack gap="lg">
        {!isOver(job.status) && (
          <div className="surface" style={{ padding: 18 }}>
            <JobProgress job={job} isLive={isLive} />
          </div>
        )}
        {job.error !== null && job.status === 'failed' && (
          <Problem
            title="It could not be made"
            error={new ApiFailure(422, job.error.code, job.error.message)}
          />
        )}
        {job.status === 'canceled' && <Alert title="Canceled">Nothing was charged.</Alert>}
        {history.error !== null && <Problem error={history.error} onRetry={() => void history.refetch()} />}
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
          <Stack gap="lg">
            <Section title="Timeline">{history.data && <Steps job={job} history={history.data} />}</Section>
            <Section title="Attempts at the vendor">
              {history.data && <Attempts attempts={history.data.attempts} />}
            </Section>
            <Section title="Webhook deliveries">
              {history.data && <Deliveries job={job} deliveries={history.data.deliveries} />}
            </Section>
          </Stack>
          <Stack gap="lg">
            <Section title="Files">
              <Files job={job} />
            </Section>
            <Section title="Price and ledger">{history.data && <Money history={history.data} />}</Section>
            <Section title="Request">
              <LongText text={promptOf(job)} size="sm" />
              <Parameters job={job} file={undefined} />
              {history.data?.provider_options && (
                <Code block mt="sm">
                  {JSON.stringify(history.data.provider_options, null, 2)}
                </Code>
              )}
            </Section>
          </Stack>
        </SimpleGrid>
      </Stack>
    </>
  )
}

function CopyId({ id }: { id: string }) {
  return (
    <CopyButton value={id}>
      {({ copied, copy }) => (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          ff="monospace"
          fw={400}
          onClick={copy}
          aria-label={copied ? 'Copied' : `Copy ${id}`}
          rightSection={copied ? <Check size={12} aria-hidden /> : <Copy size={12} aria-hidden />}
        >
          {id}
        </Button>
      )}
    </CopyButton>
  )
}

function Files({ job }: { job: Job }) {
  if (job.output.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {isOver(job.status) ? 'It made none.' : 'They appear here as soon as they are stored and checked.'}
      </Text>
    )
  return (
    <Stack gap="xs">
      {job.output.map((file, index) => (
        <div className="given" key={file.asset_id}>
          <Thumbnail assetId={file.asset_id} mediaType={file.media_type} />
          <div style={{ minWidth: 0 }}>
            <Anchor component={Link} to={`/gallery/${job.id}?file=${file.asset_id}`} size="sm">
              File {index + 1}
            </Anchor>
            <Text size="xs" c="dimmed" className="one-line">
              {file.deleted_at === null
                ? `${file.media_type}, ${formatBytes(file.bytes)} · ${file.asset_id}`
                : 'deleted'}
            </Text>
          </div>
        </div>
      ))}
    </Stack>
  )
}
