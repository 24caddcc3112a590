import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { call, query } from '../api/client.ts'
import type { Job, Page } from '../api/types.ts'
import { Link } from '../layout/link.tsx'
import { creditsInWords } from '../ui/format.ts'
import { promptOf } from '../ui/prompt.ts'
import { StatusBadge } from '../ui/status-badge.tsx'

/** Which job holds what. What no job holds is held for a chat that goes on. */
export function Held({ total }: { total: string | undefined }) {
  const open = useQuery({
    queryKey: ['credits', 'held'],
    queryFn: async () => {
      const pages = await Promise.all(
        ['running', 'queued'].map((status) => call<Page<Job>>(`/v1/jobs${query({ status, limit: 50 })}`)),
      )
      return { jobs: pages.flatMap(({ data }) => data), more: pages.some((page) => page.has_more) }
    },
    refetchInterval: 3_000,
  })
  const jobs = open.data?.jobs ?? []
  if (Number(total ?? 0) === 0 && jobs.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing is held: no job is under way.
      </Text>
    )
  return (
    <>
      {jobs.map((job) => (
        <Group key={job.id} justify="space-between" wrap="nowrap" py={4}>
          <Link to={`/jobs/${job.id}`} className="row-link one-line">
            <Text span size="sm" dir="auto">
              {promptOf(job)}
            </Text>
          </Link>
          <Group gap="sm" wrap="nowrap">
            <StatusBadge job={job} />
            <Text size="sm" className="numbers" style={{ whiteSpace: 'nowrap' }}>
              {creditsInWords(job.credits.held)}
            </Text>
          </Group>
        </Group>
      ))}
      {open.data?.more === true && (
        <Text size="sm" c="dimmed" mt="xs">
          And more: see the list of jobs.
        </Text>
      )}
    </>
  )
}
