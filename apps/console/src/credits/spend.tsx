import { Group, SegmentedControl, SimpleGrid, Text, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/client.ts'
import { creditsInWords, formatCredits, formatDay, roundCredits } from '../ui/format.ts'
import { Section } from '../ui/section.tsx'
import { Problem } from '../ui/states.tsx'
import { byDay, byModel, type SpendOfDay } from './sum-spend.ts'

/** Where the credits went: day by day, and model by model. */
export function Spend() {
  const [days, setDays] = useState('30')
  const spend = useQuery({
    queryKey: ['credits', 'spend', days],
    queryFn: async () => (await call<{ data: SpendOfDay[] }>(`/v1/credits/spend?days=${days}`)).data,
    placeholderData: (before) => before,
  })
  if (spend.error !== null) return <Problem error={spend.error} onRetry={() => void spend.refetch()} />
  const rows = spend.data ?? []
  const total = rows.reduce((sum, { credits }) => sum + Number(credits), 0)
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Section title="Spend by day">
        <Group justify="space-between" mb="md">
          <Text size="sm" c="dimmed">
            {roundCredits(String(total))} credits in {days} days (UTC)
          </Text>
          <SegmentedControl
            size="xs"
            aria-label="Days"
            value={days}
            onChange={setDays}
            data={['7', '30', '90']}
          />
        </Group>
        <Days rows={rows} days={Number(days)} />
      </Section>
      <Section title="Spend by model">
        <Models rows={rows} />
      </Section>
    </SimpleGrid>
  )
}

function Days({ rows, days }: { rows: SpendOfDay[]; days: number }) {
  const columns = byDay(rows, days, new Date())
  const most = Math.max(...columns.map(({ credits }) => credits), 0.000001)
  return (
    <>
      <ol className="bars" aria-label="Credits by day">
        {columns.map(({ day, credits }) => (
          <Tooltip key={day} label={`${formatDay(day)}: ${formatCredits(String(credits))}`}>
            <li aria-label={`${formatDay(day)}: ${creditsInWords(String(credits))}`}>
              <div
                className="bar"
                data-empty={credits === 0}
                style={{ height: `${(credits / most) * 100}%` }}
              />
            </li>
          </Tooltip>
        ))}
      </ol>
      <Group justify="space-between" mt={6}>
        <Text size="xs" c="dimmed">
          {formatDay(columns[0]?.day ?? '')}
        </Text>
        <Text size="xs" c="dimmed">
          today
        </Text>
      </Group>
    </>
  )
}

function Models({ rows }: { rows: SpendOfDay[] }) {
  const models = byModel(rows)
  const most = models[0]?.credits ?? 1
  if (models.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing was spent in this time.
      </Text>
    )
  return models.map(({ model, credits, count }) => (
    <div key={model ?? ''} style={{ marginBottom: 12 }}>
      <Group justify="space-between" mb={4}>
        <Text size="sm">{model ?? 'Other'}</Text>
        <Text size="sm" className="numbers">
          {formatCredits(String(credits))}{' '}
          <Text span size="xs" c="dimmed">
            in {count}
          </Text>
        </Text>
      </Group>
      <div className="share" aria-hidden>
        <div style={{ width: `${Math.max(1, (credits / most) * 100)}%` }} />
      </div>
    </div>
  ))
}
