import { Button, Group, Loader, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ListChecks, Search } from 'lucide-react'
import { useState } from 'react'
import { call, query } from '../api/client.ts'
import type { Job, Page } from '../api/types.ts'
import { inWords } from '../ui/format.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Empty, Problem } from '../ui/states.tsx'
import { JobTable } from './job-table.tsx'
import { isOver } from './use-job.ts'

const STATUSES = ['all', 'queued', 'running', 'succeeded', 'failed', 'canceled'].map((value) => ({
  value,
  label: inWords(value),
}))
const LIVE_MS = 1_500
const IDLE_MS = 8_000

/** All jobs, as they are at this moment. */
export function JobsPage() {
  const [status, setStatus] = useState('all')
  const [words, setWords] = useState('')
  const [q] = useDebouncedValue(words.trim(), 150)
  const jobs = useJobs(status, q)
  const rows = (jobs.data?.pages ?? []).flatMap(({ data }) => data)
  return (
    <>
      <PageHeader title="Jobs" description="As they are at this moment, newest first." />
      <Group mb="md" gap="sm">
        <TextInput
          type="search"
          aria-label="Search prompts"
          placeholder="Search prompts"
          leftSection={<Search size={16} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          w={{ base: '100%', sm: 280 }}
        />
        <div className="table-scroll" tabIndex={0} role="group" aria-label="Status">
          <SegmentedControl aria-label="Status" value={status} onChange={setStatus} data={STATUSES} />
        </div>
      </Group>
      {jobs.error !== null && <Problem error={jobs.error} onRetry={() => void jobs.refetch()} />}
      {jobs.isPending && <Loader aria-label="Loading" />}
      {jobs.isSuccess && rows.length === 0 ? (
        <Empty icon={ListChecks} title="No such job">
          {status === 'all' && q === ''
            ? 'Create something, and it is listed here at once.'
            : 'Try other words or another status.'}
        </Empty>
      ) : (
        <JobTable jobs={rows} />
      )}
      {jobs.hasNextPage && (
        <Group justify="center" mt="lg">
          <Button variant="light" loading={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
            Show more
          </Button>
        </Group>
      )}
    </>
  )
}

function useJobs(status: string, q: string) {
  return useInfiniteQuery({
    queryKey: ['jobs', 'list', status, q],
    queryFn: ({ pageParam, signal }) =>
      call<Page<Job>>(
        `/v1/jobs${query({ limit: 30, q, status: status === 'all' ? undefined : status, cursor: pageParam })}`,
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) => {
      const isBusy = state.data?.pages.some(({ data }) => data.some((job) => !isOver(job.status))) === true
      return isBusy ? LIVE_MS : IDLE_MS
    },
  })
}
