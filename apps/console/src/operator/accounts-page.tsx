import { Anchor, Button, Group, Loader, Modal, Stack, Table, Text, TextInput } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus, Users } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { call, query } from '../api/client.ts'
import type { Page } from '../api/types.ts'
import { Link } from '../layout/link.tsx'
import { formatCredits, formatMoment } from '../ui/format.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Empty, Problem } from '../ui/states.tsx'
import type { Account } from './types.ts'

function useAccounts(q: string) {
  return useInfiniteQuery({
    queryKey: ['admin', 'accounts', 'list', q],
    queryFn: ({ pageParam, signal }) =>
      call<Page<Account>>(`/admin/accounts${query({ limit: 50, q, cursor: pageParam })}`, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  })
}

export function AccountsPage() {
  const [words, setWords] = useState('')
  const [settled] = useDebouncedValue(words.trim(), 300)
  const accounts = useAccounts(settled)
  const [opened, { open, close }] = useDisclosure(false)
  const found = accounts.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <>
      <PageHeader title="Accounts" description="Whoever uses this server: credits, limits and keys.">
        <Button leftSection={<Plus size={16} aria-hidden />} onClick={open}>
          New account
        </Button>
      </PageHeader>
      <TextInput
        type="search"
        aria-label="Find accounts"
        placeholder="Find accounts"
        maw={320}
        mb="md"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {accounts.error !== null && <Problem error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {accounts.isPending && <Loader aria-label="Loading" />}
      {accounts.isSuccess && found.length === 0 && (
        <Empty icon={Users} title="No such account">
          {words === '' ? 'Make one, then give it credits and a key.' : 'No name or id has these words.'}
        </Empty>
      )}
      {found.length > 0 && (
        <div className="surface table-scroll" tabIndex={0} role="region" aria-label="Accounts">
          <Table miw={620}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th>Jobs at once</Table.Th>
                <Table.Th>Credits a day</Table.Th>
                <Table.Th>Since</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.map((account) => (
                <Table.Tr key={account.id}>
                  <Table.Td className="words" miw={280}>
                    <Anchor component={Link} to={`/operator/accounts/${account.id}`} size="sm" dir="auto">
                      {account.name}
                    </Anchor>
                    <Text size="xs" ff="monospace" c="dimmed">
                      {account.id}
                    </Text>
                  </Table.Td>
                  <Table.Td className="numbers">{account.limits.max_concurrent_jobs ?? 'Default'}</Table.Td>
                  <Table.Td className="numbers">
                    {account.limits.daily_credits === null
                      ? 'No limit'
                      : formatCredits(account.limits.daily_credits)}
                  </Table.Td>
                  <Table.Td className="numbers unbroken">{formatMoment(account.created_at)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {accounts.hasNextPage && (
        <Group justify="center" mt="lg">
          <Button
            variant="light"
            loading={accounts.isFetchingNextPage}
            onClick={() => void accounts.fetchNextPage()}
          >
            Show more
          </Button>
        </Group>
      )}
      <NewAccount opened={opened} onClose={close} />
    </>
  )
}

function NewAccount({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const [name, setName] = useState('')
  const create = useMutation({
    mutationFn: () => call<Account>('/admin/accounts', { json: { name: name.trim() } }),
    onSuccess: (account) => {
      void client.invalidateQueries({ queryKey: ['admin', 'accounts'] })
      onClose()
      navigate(`/operator/accounts/${account.id}`)
    },
  })
  return (
    <Modal opened={opened} onClose={onClose} title="New account">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate()
        }}
      >
        <Stack>
          <TextInput
            label="Name"
            required
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          {create.error !== null && <Problem error={create.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={create.isPending} disabled={name.trim() === ''}>
              Create account
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
