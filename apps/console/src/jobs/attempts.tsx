import { Badge, Group, Stack, Text } from '@mantine/core'
import { formatMoment, inWords } from '../ui/format.ts'
import type { JobHistory } from './use-history.ts'

const COLOURS: Readonly<Record<string, string>> = { accepted: 'teal', unknown: 'orange', refused: 'red' }

export function Attempts({ attempts }: Pick<JobHistory, 'attempts'>) {
  if (attempts.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing was sent to a vendor yet.
      </Text>
    )
  return (
    <Stack gap="sm">
      {attempts.map((attempt) => (
        <div key={attempt.id} className="well" style={{ padding: 12 }}>
          <Group justify="space-between" mb={4}>
            <Text size="sm" fw={550}>
              Attempt {attempt.number}
            </Text>
            <Badge variant="light" color={COLOURS[attempt.state] ?? 'gray'}>
              {inWords(attempt.state)}
            </Badge>
          </Group>
          <Fact name="Sent" value={formatMoment(attempt.created_at)} />
          <Fact name="Task" value={attempt.vendor_task_id} />
          <Fact name="Request" value={attempt.vendor_request_id} />
          {attempt.error !== null && (
            <Fact name="Error" value={`${attempt.error.code}: ${attempt.error.message}`} />
          )}
        </div>
      ))}
    </Stack>
  )
}

function Fact({ name, value }: { name: string; value: string | null }) {
  if (value === null) return null
  return (
    <Text size="xs" className="words numbers">
      <Text span c="dimmed" size="xs">
        {name}{' '}
      </Text>
      {value}
    </Text>
  )
}
