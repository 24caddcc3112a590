import { Anchor, Button, Group, Loader, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { ArrowLeft } from 'lucide-react'
import { useParams, useSearchParams } from 'wouter'
import { AgainButton, FileActions } from '../jobs/job-actions.tsx'
import { useJob } from '../jobs/use-job.ts'
import { Link } from '../layout/link.tsx'
import { MediaView } from '../media/media-view.tsx'
import { Thumbnail } from '../media/thumbnail.tsx'
import { kindTitle } from '../ui/kinds.ts'
import { LongText } from '../ui/long-text.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { promptOf, wordsOf } from '../ui/prompt.ts'
import { JobProblem } from '../jobs/job-problem.tsx'
import { Parameters } from './parameters.tsx'

/** One result at full size, with all that made it and what can be done with it. */
export function WorkPage() {
  const { id = '' } = useParams()
  const [search] = useSearchParams()
  const { data: job, error, refetch } = useJob(id)
  if (job === undefined)
    return error === null ? (
      <Loader aria-label="Loading" />
    ) : (
      <JobProblem error={error} onRetry={() => void refetch()} />
    )
  const file = job.output.find(({ asset_id }) => asset_id === search.get('file')) ?? job.output[0]
  return (
    <>
      <Button
        component={Link}
        to="/gallery"
        variant="subtle"
        size="compact-sm"
        color="gray"
        mb="xs"
        leftSection={<ArrowLeft size={15} aria-hidden />}
      >
        Gallery
      </Button>
      <PageHeader title={kindTitle(job.kind)} description={job.model} />
      <div className="studio work">
        <Stack gap="md">
          {file === undefined ? (
            <Text c="dimmed">This job has no files.</Text>
          ) : (
            <MediaView file={file} label={promptOf(job)} />
          )}
          {job.output.length > 1 && (
            <nav className="picker" aria-label="Files of this job">
              {job.output.map((one, index) => (
                <Link
                  key={one.asset_id}
                  to={`/gallery/${job.id}?file=${one.asset_id}`}
                  className="pick"
                  aria-label={`File ${index + 1}`}
                  {...(one === file && { 'aria-current': 'true' })}
                >
                  <Thumbnail assetId={one.asset_id} mediaType={one.media_type} />
                </Link>
              ))}
            </nav>
          )}
        </Stack>
        <section className="surface" style={{ padding: 20 }} aria-label="Details">
          <Title order={2} size={16} mb={wordsOf(job) === undefined ? 'md' : 6}>
            {wordsOf(job) === undefined ? 'Made from a file' : 'Prompt'}
          </Title>
          {wordsOf(job) !== undefined && <LongText text={promptOf(job)} />}
          <Group gap="xs" mb="lg">
            {file !== undefined && <FileActions file={file} />}
            <AgainButton job={job} />
          </Group>
          <Parameters job={job} file={file} />
          <SimpleGrid mt="md">
            <Anchor component={Link} to={`/jobs/${job.id}`} size="sm">
              Everything about this job
            </Anchor>
          </SimpleGrid>
        </section>
      </div>
    </>
  )
}
