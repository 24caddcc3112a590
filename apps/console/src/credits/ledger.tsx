import { Anchor, Button, Group, Loader, Table, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { call, query } from '../api/client.ts'
import type { LedgerEntry, Page } from '../api/types.ts'
import { Link } from '../layout/link.tsx'
import { formatCredits, formatMoment, inWords } from '../ui/format.ts'
import { Problem } from '../ui/states.tsx'

/** Every entry with the balance that it left. */
export function Ledger() {
  const ledger = useInfiniteQuery({
    queryKey: ['credits', 'ledger'],
    queryFn: ({ pageParam }) =>
      call<Page<LedgerEntry>>(`/v1/credits/ledger${query({ limit: 25, cursor: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
  })
  if (ledger.error !== null) return <Problem error={ledger.error} onRetry={() => void ledger.refetch()} />
  if (ledger.isPending) return <Loader aria-label="Loading" />
  const entries = ledger.data.pages.flatMap(({ data }) => data)
  if (entries.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No entries yet. An operator gives credits; jobs and chats take them.
      </Text>
    )
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Ledger entries">
        <Table miw={640} verticalSpacing={8}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>When</Table.Th>
              <Table.Th>What</Table.Th>
              <Table.Th>For</Table.Th>
              <Table.Th ta="right">Amount</Table.Th>
              <Table.Th ta="right">Balance</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map((entry) => (
              <Table.Tr key={entry.id}>
                <Table.Td className="numbers unbroken">{formatMoment(entry.created_at)}</Table.Td>
                <Table.Td>{entry.kind === 'settle' ? 'Charge' : inWords(entry.kind)}</Table.Td>
                <Table.Td className="words">
                  {entry.job_id === null ? (
                    entry.description
                  ) : (
                    <Anchor component={Link} to={`/jobs/${entry.job_id}`} size="sm">
                      {entry.description}
                    </Anchor>
                  )}
                </Table.Td>
                <Table.Td ta="right" className="numbers" data-given={Number(entry.amount) > 0}>
                  {Number(entry.amount) > 0 ? '+' : ''}
                  {formatCredits(entry.amount)}
                </Table.Td>
                <Table.Td ta="right" className="numbers">
                  {formatCredits(entry.balance)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {ledger.hasNextPage && (
        <Group justify="center" mt="md">
          <Button
            variant="light"
            loading={ledger.isFetchingNextPage}
            onClick={() => void ledger.fetchNextPage()}
          >
            Show more
          </Button>
        </Group>
      )}
    </>
  )
}
