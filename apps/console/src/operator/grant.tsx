import { Button, Group, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/client.ts'
import type { Balance } from '../api/types.ts'
import { creditsInWords } from '../ui/format.ts'
import { Problem } from '../ui/states.tsx'

/** One reference for one filled-in form: pressed twice, it gives once. */
export function Grant({ accountId }: { accountId: string }) {
  const client = useQueryClient()
  const [amount, setAmount] = useState('')
  const [reason, setReason] = useState('')
  const [reference, setReference] = useState(() => crypto.randomUUID())
  const grant = useMutation({
    mutationFn: () =>
      call<Balance>(`/admin/accounts/${accountId}/credits`, {
        json: { amount, reference, ...(reason.trim() !== '' && { reason: reason.trim() }) },
      }),
    onSuccess: (balance) => {
      client.setQueryData(['admin', 'balance', accountId], balance)
      notifications.show({ color: 'teal', title: 'Given', message: `${creditsInWords(amount)} were added.` })
      setAmount('')
      setReason('')
      setReference(crypto.randomUUID())
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        grant.mutate()
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          label="Credits to give"
          inputMode="decimal"
          placeholder="100"
          required
          w={140}
          value={amount}
          onChange={(event) => setAmount(event.currentTarget.value)}
        />
        <TextInput
          label="Reason"
          placeholder="Invoice 42"
          maxLength={200}
          style={{ flex: 1, minWidth: 140 }}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" loading={grant.isPending} disabled={amount === ''}>
          Give
        </Button>
      </Group>
      {grant.error !== null && <Problem error={grant.error} title="Nothing was given" />}
    </form>
  )
}
