import { Group, Table, Text } from '@mantine/core'
import { amountInWords, creditsInWords, formatCredits, formatMoment } from '../ui/format.ts'
import type { JobHistory } from './use-history.ts'

/** The arithmetic of the price, what was set aside for it, and what was taken. */
export function Money({ history: { quote, hold, ledger } }: { history: JobHistory }) {
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Arithmetic of the price">
        <Table verticalSpacing={6}>
          <Table.Tbody>
            {quote.lines.map((line) => (
              <Table.Tr key={line.description + line.unit}>
                <Table.Td>{line.description}</Table.Td>
                <Table.Td className="numbers" c="dimmed">
                  {amountInWords(line)}
                </Table.Td>
                <Table.Td ta="right" className="numbers">
                  {formatCredits(line.amount)}
                </Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr>
              <Table.Td fw={600}>At most</Table.Td>
              <Table.Td />
              <Table.Td ta="right" fw={600} className="numbers">
                {formatCredits(quote.credits)}
              </Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </div>
      <Text size="sm" mt="sm">
        {creditsInWords(hold.amount)} held on {formatMoment(hold.created_at)}; {resolution(hold)}
      </Text>
      {ledger.map((entry) => (
        <Group key={entry.id} justify="space-between" mt={6} wrap="nowrap" className="well" p="xs">
          <Text size="xs" className="words">
            {entry.id} · {entry.description}
          </Text>
          <Text size="sm" fw={600} className="numbers">
            {formatCredits(entry.amount)}
          </Text>
        </Group>
      ))}
    </>
  )
}

function resolution({ amount, resolution: end }: JobHistory['hold']): string {
  if (end === null) return 'still held.'
  if (end.kind === 'release') return 'all of it given back.'
  return Number(end.amount) === Number(amount)
    ? 'all of it taken.'
    : `${formatCredits(end.amount)} of it taken, the rest given back.`
}
