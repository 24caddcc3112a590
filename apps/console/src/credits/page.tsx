import { SimpleGrid, Stack, Text } from '@mantine/core'
import { creditsInWords, roundCredits } from '../ui/format.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Section } from '../ui/section.tsx'
import { Problem } from '../ui/states.tsx'
import { Held } from './held.tsx'
import { Ledger } from './ledger.tsx'
import { Spend } from './spend.tsx'
import { useBalance } from './use-credits.ts'

/** What is there, what is set aside for what, and where it went. */
export function CreditsPage() {
  const balance = useBalance()
  return (
    <>
      <PageHeader title="Credits" description="1 credit is USD 0.01 of list price." />
      {balance.error !== null && <Problem error={balance.error} onRetry={() => void balance.refetch()} />}
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="md">
          <Amount title="Available" amount={balance.data?.available} isMain />
          <Amount title="Held for work under way" amount={balance.data?.held} />
          <Amount title="Balance" amount={balance.data?.balance} />
        </SimpleGrid>
        <Spend />
        <Section title="Held by">
          <Held total={balance.data?.held} />
        </Section>
        <Section title="Ledger">
          <Ledger />
        </Section>
      </Stack>
    </>
  )
}

function Amount({
  title,
  amount,
  isMain = false,
}: {
  title: string
  amount: string | undefined
  isMain?: boolean
}) {
  return (
    <div className="surface" style={{ padding: 18 }}>
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <Text
        fw={700}
        fz={28}
        className="numbers amount"
        data-main={isMain}
        aria-label={amount === undefined ? undefined : creditsInWords(amount)}
      >
        {amount === undefined ? '–' : roundCredits(amount)}
      </Text>
    </div>
  )
}
