import { Group, Table, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { Job } from '../api/types.ts'
import { Link } from '../layout/link.tsx'
import { creditsInWords, formatAgo, formatMoment } from '../ui/format.ts'
import { kindTitle } from '../ui/kinds.ts'
import { promptOf } from '../ui/prompt.ts'
import { StatusBadge } from '../ui/status-badge.tsx'
import { CancelButton } from './job-actions.tsx'
import { isOver } from './use-job.ts'

/** Where styles.css goes over to the bar below. */
const PHONE = '(max-width: 47.99em)'

export function JobTable({ jobs }: { jobs: Job[] }) {
  const isNarrow = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false })
  const Row = isNarrow ? ShortRow : WideRow
  return (
    <div className="surface table-scroll" tabIndex={0} role="region" aria-label="Jobs">
      <Table {...(!isNarrow && { miw: 760 })}>
        <Table.Thead>
          <Table.Tr>
            {(isNarrow ? ['Job'] : ['Prompt', 'Status', 'Model', 'Cost', 'Created']).map((title) => (
              <Table.Th key={title} {...(title === 'Cost' && { ta: 'right' })}>
                {title}
              </Table.Th>
            ))}
            <Table.Th>
              <span className="hidden-input">Actions</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {jobs.map((job) => (
            <Row key={job.id} job={job} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function WideRow({ job }: { job: Job }) {
  return (
    <Table.Tr>
      <Table.Td maw={340}>
        <Title job={job} />
        <Text size="xs" c="dimmed">
          {kindTitle(job.kind)}
        </Text>
      </Table.Td>
      <Table.Td>
        <StatusBadge job={job} />
      </Table.Td>
      <Table.Td>
        <Text size="sm">{job.model}</Text>
      </Table.Td>
      <Table.Td ta="right" className="numbers unbroken">
        <Text size="sm">{costOf(job)}</Text>
      </Table.Td>
      <Table.Td title={formatMoment(job.created_at)} className="unbroken">
        <Text size="sm" c="dimmed">
          {formatAgo(job.created_at)}
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        <CancelButton job={job} />
      </Table.Td>
    </Table.Tr>
  )
}

/** On a phone the status must not lie beyond the edge. */
function ShortRow({ job }: { job: Job }) {
  return (
    <Table.Tr>
      {/* As wide as there is room, and no wider: long prompts are cut. */}
      <Table.Td maw={0} w="100%">
        <Title job={job} />
        <Group gap={6} mt={4}>
          <StatusBadge job={job} />
          <Text size="xs" c="dimmed" className="numbers">
            {kindTitle(job.kind)} · {costOf(job)} · {formatAgo(job.created_at)}
          </Text>
        </Group>
      </Table.Td>
      <Table.Td ta="right">
        <CancelButton job={job} />
      </Table.Td>
    </Table.Tr>
  )
}

function Title({ job }: { job: Job }) {
  return (
    <Link to={`/jobs/${job.id}`} className="row-link">
      <Text size="sm" fw={520} className="one-line" dir="auto">
        {promptOf(job)}
      </Text>
    </Link>
  )
}

const costOf = ({ status, credits }: Job): string =>
  isOver(status) ? creditsInWords(credits.charged) : `${creditsInWords(credits.held)} held`
