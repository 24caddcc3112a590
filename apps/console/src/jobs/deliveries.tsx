import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { call } from '../api/client.ts'
import type { Delivery, Job } from '../api/types.ts'
import { counted, formatAgo, formatMilliseconds } from '../ui/format.ts'

const COLOURS = { pending: 'gray', delivered: 'teal', failed: 'red' } as const

/** Every receiver is told of every step: the last steps come first. */
const FIRST = 4

export function Deliveries({ job, deliveries }: { job: Job; deliveries: Delivery[] }) {
  const [isWhole, setWhole] = useState(false)
  if (deliveries.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nobody is told of this job: it has no webhook address, and the account no endpoint.
      </Text>
    )
  const shown = isWhole ? deliveries : deliveries.slice(0, FIRST)
  return (
    <Stack gap="sm">
      {shown.map((delivery) => (
        <DeliveryRow key={delivery.id} job={job} delivery={delivery} />
      ))}
      {shown.length < deliveries.length && (
        <Button size="compact-sm" variant="subtle" onClick={() => setWhole(true)}>
          Show all {deliveries.length}
        </Button>
      )}
    </Stack>
  )
}

const outcomeOf = ({ status_code: code, error, duration_ms: took }: Delivery['attempts'][number]): string =>
  `${code ?? error ?? 'under way'}${took === null ? '' : ` in ${formatMilliseconds(took)}`}`

function DeliveryRow({ job, delivery }: { job: Job; delivery: Delivery }) {
  const client = useQueryClient()
  const again = useMutation({
    mutationFn: () => call(`/v1/webhook-deliveries/${delivery.id}/redeliver`, { method: 'POST' }),
    onError: (error) => notifications.show({ color: 'red', title: 'Not sent again', message: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: ['job', job.id] }),
  })
  const last = delivery.attempts.at(-1)
  return (
    <div className="well" style={{ padding: 12 }}>
      <Group justify="space-between" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={550}>
            {delivery.event_type}
          </Text>
          <Text size="xs" c="dimmed" className="one-line">
            {delivery.url}
          </Text>
        </div>
        <Badge variant="light" color={COLOURS[delivery.status]}>
          {delivery.status}
        </Badge>
      </Group>
      <Group justify="space-between" mt={6}>
        <Text size="xs" c="dimmed">
          {last === undefined
            ? 'Not sent yet'
            : `${counted(delivery.attempts.length, 'attempt')}, the last ${formatAgo(last.created_at)}: ${outcomeOf(last)}`}
          {delivery.next_attempt_at !== null && ` · again ${formatAgo(delivery.next_attempt_at)}`}
        </Text>
        {delivery.status !== 'pending' && (
          <Button
            size="compact-xs"
            variant="light"
            leftSection={<Send size={12} aria-hidden />}
            loading={again.isPending}
            onClick={() => again.mutate()}
          >
            Send again
          </Button>
        )}
      </Group>
    </div>
  )
}
