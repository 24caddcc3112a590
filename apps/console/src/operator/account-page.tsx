import { Button, Group, Loader, SimpleGrid, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useParams } from 'wouter'
import { call, query } from '../api/client.ts'
import type { Balance, Page } from '../api/types.ts'
import { Link } from '../layout/link.tsx'
import { NotFound } from '../layout/not-found.tsx'
import { creditsInWords, roundCredits } from '../ui/format.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Section } from '../ui/section.tsx'
import { Problem } from '../ui/states.tsx'
import { Grant } from './grant.tsx'
import { Keys } from './keys.tsx'
import { LimitsForm } from './limits-form.tsx'
import type { Account } from './types.ts'

export function AccountPage() {
  const { id = '' } = useParams()
  const accounts = useQuery({
    queryKey: ['admin', 'accounts', 'one', id],
    queryFn: async () => (await call<Page<Account>>(`/admin/accounts${query({ q: id })}`)).data,
  })
  const balance = useQuery({
    queryKey: ['admin', 'balance', id],
    queryFn: () => call<Balance>(`/admin/accounts/${id}/credits`),
  })
  if (accounts.error !== null)
    return <Problem error={accounts.error} onRetry={() => void accounts.refetch()} />
  if (accounts.data === undefined) return <Loader aria-label="Loading" />
  const account = accounts.data.find((one) => one.id === id)
  if (account === undefined) return <NotFound />
  return (
    <>
      <Button
        component={Link}
        to="/operator/accounts"
        variant="subtle"
        size="compact-sm"
        color="gray"
        mb="xs"
        leftSection={<ArrowLeft size={15} aria-hidden />}
      >
        Accounts
      </Button>
      <PageHeader title={account.name} description={account.id} />
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
          <Section title="Credits">
            {balance.data !== undefined && (
              <Group gap="xl" mb="md">
                <Fact title="Available" amount={balance.data.available} />
                <Fact title="Held" amount={balance.data.held} />
              </Group>
            )}
            <Grant accountId={id} />
          </Section>
          <Section title="Limits">
            <LimitsForm account={account} />
          </Section>
        </SimpleGrid>
        <Section title="API keys">
          <Keys accountId={id} />
        </Section>
      </Stack>
    </>
  )
}

function Fact({ title, amount }: { title: string; amount: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      <Text fw={650} fz="lg" className="numbers" title={creditsInWords(amount)}>
        {roundCredits(amount)} credits
      </Text>
    </div>
  )
}
