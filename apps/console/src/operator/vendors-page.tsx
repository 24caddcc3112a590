import { Badge, Group, Loader, SegmentedControl, SimpleGrid, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Activity } from 'lucide-react'
import { useState } from 'react'
import { call } from '../api/client.ts'
import { creditsInWords, formatAgo, formatMilliseconds } from '../ui/format.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Empty, Problem } from '../ui/states.tsx'
import type { Vendor } from './types.ts'

const PERIODS = [
  { value: '1', label: '1 hour' },
  { value: '24', label: '1 day' },
  { value: '168', label: '1 week' },
]

export function VendorsPage() {
  const [hours, setHours] = useState('24')
  const vendors = useQuery({
    queryKey: ['admin', 'vendors', hours],
    queryFn: async () => (await call<{ data: Vendor[] }>(`/admin/vendors?hours=${hours}`)).data,
    refetchInterval: 5_000,
    placeholderData: (before) => before,
  })
  return (
    <>
      <PageHeader title="Vendors" description="How they do, and what waits for them.">
        <SegmentedControl aria-label="Period" data={PERIODS} value={hours} onChange={setHours} />
      </PageHeader>
      {vendors.error !== null && <Problem error={vendors.error} onRetry={() => void vendors.refetch()} />}
      {vendors.isPending && <Loader aria-label="Loading" />}
      {vendors.data?.length === 0 && (
        <Empty icon={Activity} title="No vendors">
          Set the key of one and start the server again.
        </Empty>
      )}
      <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }} spacing="lg">
        {vendors.data?.map((vendor) => (
          <VendorCard key={vendor.provider} vendor={vendor} />
        ))}
      </SimpleGrid>
    </>
  )
}

function VendorCard({ vendor }: { vendor: Vendor }) {
  const { ended, latency_ms: latency, queue } = vendor
  const rows = [
    ['Latency, median', milliseconds(latency.p50)],
    ['Latency, 95th percentile', milliseconds(latency.p95)],
    ['Succeeded, failed, canceled', `${ended.succeeded}, ${ended.failed}, ${ended.canceled}`],
    ['Waiting', waiting(queue)],
    ['Under way', String(queue.in_hand)],
    ['Outcome unknown', String(vendor.unknown_outcomes)],
    ['At risk', creditsInWords(vendor.at_risk)],
  ] as const
  return (
    <section className="surface" style={{ padding: 18 }} aria-label={vendor.provider}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size={17}>
          {vendor.provider}
        </Title>
        <State vendor={vendor} />
      </Group>
      <Text fz={32} fw={700} className="numbers">
        {vendor.success_rate === null ? '–' : `${(vendor.success_rate * 100).toFixed(1)} %`}
      </Text>
      <Text size="sm" c="dimmed" mb="sm">
        success rate
      </Text>
      <Table verticalSpacing={5} withRowBorders={false} highlightOnHover={false}>
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" c="dimmed" fw={450} pl={0}>
                {name}
              </Table.Th>
              <Table.Td ta="right" className="numbers" pr={0}>
                {value}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

const milliseconds = (value: number | null): string => (value === null ? '–' : formatMilliseconds(value))

const waiting = ({ queued, oldest_queued_at: oldest }: Vendor['queue']): string =>
  oldest === null ? String(queued) : `${queued}, the oldest ${formatAgo(oldest)}`

function State({ vendor: { paused, offered, unknown_outcomes: unknown } }: { vendor: Vendor }) {
  if (paused?.reason === 'account_empty') return <Badge color="red">Our account is empty</Badge>
  if (paused?.reason === 'spend_limit') return <Badge color="red">At its spend limit</Badge>
  if (paused?.reason === 'throttled') return <Badge color="orange">Paused: busy</Badge>
  if (paused !== null) return <Badge color="red">Paused: failing</Badge>
  if (!offered) return <Badge color="gray">No key here</Badge>
  if (unknown > 0) return <Badge color="orange">Unknown outcomes</Badge>
  return (
    <Badge color="teal" variant="light">
      Open
    </Badge>
  )
}
