import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { call } from '../api/client.ts'
import type { Delivery, Job } from '../api/types.ts'
import { formatAgo, formatMilliseconds } from '../ui/format.ts'

const COLOURS = { pending: 'gray', delivered: 'teal', failed: 'red' } as const

export function Deliveries({ job, deliveries }: { job: Job; deliveries: Delivery[] }) {
  if (deliveries.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nobody is told of this job: it has no webhook address, and the account no endpoint.
      </Text>
    )
  return (
    <Stack gap="sm">
      {deliveries.map((delivery) => (
        <DeliveryRow key={delivery.id} job={job} delivery={delivery} />
      ))}
    </Stack>
  )
}

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
            : `${delivery.attempts.length} attempts, the last ${formatAgo(last.created_at)}: ${last.status_code ?? last.error ?? 'under way'}${last.duration_ms === null ? '' : ` in ${formatMilliseconds(last.duration_ms)}`}`}
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
