import {
  Alert,
  Badge,
  Button,
  Code,
  CopyButton,
  Group,
  Loader,
  Modal,
  NativeSelect,
  Stack,
  Table,
  Text,
  TextInput,
} from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { call } from '../api/client.ts'
import { formatDay, formatMoment } from '../ui/format.ts'
import { Problem } from '../ui/states.tsx'
import type { ApiKey } from './types.ts'

export function Keys({ accountId }: { accountId: string }) {
  const keys = useQuery({
    queryKey: ['admin', 'keys', accountId],
    queryFn: async () => (await call<{ data: ApiKey[] }>(`/admin/accounts/${accountId}/api-keys`)).data,
  })
  const [revoking, setRevoking] = useState<ApiKey>()
  return (
    <Stack>
      <NewKey accountId={accountId} />
      {keys.error !== null && <Problem error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.isPending && <Loader aria-label="Loading" />}
      {keys.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          No keys yet: without one the account can’t use the API.
        </Text>
      )}
      {keys.data !== undefined && keys.data.length > 0 && (
        <div className="table-scroll" tabIndex={0} role="region" aria-label="API keys of the account">
          <Table>
            <Table.Tbody>
              {keys.data.map((key) => (
                <Table.Tr key={key.id}>
                  <Table.Td className="words">{key.name}</Table.Td>
                  <Table.Td>
                    <Code>…{key.last_four}</Code>
                  </Table.Td>
                  <Table.Td className="numbers" title={formatMoment(key.created_at)}>
                    {formatDay(key.created_at)}
                  </Table.Td>
                  <Table.Td ta="right">
                    {key.revoked_at === null ? (
                      <Button size="compact-xs" color="red" variant="light" onClick={() => setRevoking(key)}>
                        Revoke
                      </Button>
                    ) : (
                      <Badge color="gray" variant="light">
                        Revoked
                      </Badge>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      <Revoke accountId={accountId} apiKey={revoking} onClose={() => setRevoking(undefined)} />
    </Stack>
  )
}

function NewKey({ accountId }: { accountId: string }) {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [environment, setEnvironment] = useState('live')
  const create = useMutation({
    mutationFn: () =>
      call<ApiKey & { key: string }>(`/admin/accounts/${accountId}/api-keys`, {
        json: { environment, ...(name.trim() !== '' && { name: name.trim() }) },
      }),
    onSuccess: () => {
      setName('')
      void client.invalidateQueries({ queryKey: ['admin', 'keys', accountId] })
    },
  })
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          create.mutate()
        }}
      >
        <Group align="flex-end" gap="sm">
          <TextInput
            label="Name of the key"
            placeholder="Web shop"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label="Environment"
            data={['live', 'test']}
            value={environment}
            onChange={(event) => setEnvironment(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="light"
            loading={create.isPending}
            leftSection={<KeyRound size={15} aria-hidden />}
          >
            Make a key
          </Button>
        </Group>
      </form>
      {create.error !== null && <Problem error={create.error} title="No key was made" />}
      {create.data !== undefined && (
        <Alert
          color="teal"
          title="Copy it now: it is shown only this once"
          withCloseButton
          closeButtonLabel="Hide the key"
          onClose={create.reset}
        >
          <Group gap="sm" wrap="nowrap">
            <Code className="words" data-testid="new-key">
              {create.data.key}
            </Code>
            <CopyButton value={create.data.key}>
              {({ copied, copy }) => (
                <Button size="compact-sm" variant="light" onClick={copy}>
                  {copied ? 'Copied' : 'Copy'}
                </Button>
              )}
            </CopyButton>
          </Group>
        </Alert>
      )}
    </>
  )
}

function Revoke({
  accountId,
  apiKey,
  onClose,
}: {
  accountId: string
  apiKey: ApiKey | undefined
  onClose: () => void
}) {
  const client = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => call(`/admin/api-keys/${apiKey?.id}`, { method: 'DELETE' }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['admin', 'keys', accountId] }),
  })
  return (
    <Modal opened={apiKey !== undefined} onClose={onClose} title="Revoke this key?">
      <Stack>
        <Text size="sm" className="words">
          “{apiKey?.name}” (…{apiKey?.last_four}) stops working with its next request. This can’t be undone.
        </Text>
        {revoke.error !== null && <Problem error={revoke.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
          <Button color="red" loading={revoke.isPending} onClick={() => revoke.mutate()}>
            Revoke
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
