import { Group, Text } from '@mantine/core'
import type { Model, Quote, Rate } from '../api/types.ts'
import { creditsInWords, lineInWords, formatCredits } from '../ui/format.ts'

interface Props {
  model: Model
  quote: Quote | undefined
  isCurrent: boolean
}

/** The price with its arithmetic, or, as long as it depends on what is missing, the price list. */
export function PriceBox({ model, quote, isCurrent }: Props) {
  return (
    <section className="well" style={{ padding: 14 }} aria-label="Price" aria-live="polite">
      {quote === undefined ? (
        <RateList rates={model.price?.rates ?? []} />
      ) : (
        <div style={{ opacity: isCurrent ? 1 : 0.6 }} data-current={isCurrent}>
          {quote.lines.map((line) => (
            <Group key={line.description + line.unit} justify="space-between" gap="xs" wrap="nowrap">
              <Text size="sm" c="dimmed">
                {lineInWords(line)}
              </Text>
              <Text size="sm" className="numbers">
                {formatCredits(line.amount)}
              </Text>
            </Group>
          ))}
          <Group justify="space-between" mt={6}>
            <Text fw={600}>At most</Text>
            <Text fw={700} size="lg" className="numbers" data-testid="price">
              {creditsInWords(quote.credits)}
            </Text>
          </Group>
        </div>
      )}
    </section>
  )
}

function RateList({ rates }: { rates: Rate[] }) {
  if (rates.length === 0) return <Text size="sm">No price is known, so it can’t be used yet.</Text>
  return rates.map((rate) => (
    <Group key={rate.description + JSON.stringify(rate.when ?? {})} justify="space-between" wrap="nowrap">
      <Text size="sm" c="dimmed">
        {rate.description}
      </Text>
      <Text size="sm" className="numbers">
        {formatCredits(rate.credits)} for {formatCredits(String(rate.per))} {rate.unit.replace('_', ' ')}
      </Text>
    </Group>
  ))
}
