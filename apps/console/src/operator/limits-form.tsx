import { Button, Group, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/client.ts'
import { Problem } from '../ui/states.tsx'
import type { Account } from './types.ts'

export function LimitsForm({ account }: { account: Account }) {
  const client = useQueryClient()
  const [jobs, setJobs] = useState(String(account.limits.max_concurrent_jobs ?? ''))
  const [credits, setCredits] = useState(account.limits.daily_credits ?? '')
  const save = useMutation({
    mutationFn: () =>
      call<Account>(`/admin/accounts/${account.id}`, {
        method: 'PATCH',
        json: {
          max_concurrent_jobs: jobs.trim() === '' ? null : Number(jobs),
          daily_credits: credits.trim() === '' ? null : credits.trim(),
        },
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['admin', 'accounts'] })
      notifications.show({ color: 'teal', title: 'Saved', message: 'The limits hold from the next job on.' })
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          label="Jobs at once"
          placeholder="Default"
          inputMode="numeric"
          w={140}
          value={jobs}
          onChange={(event) => setJobs(event.currentTarget.value)}
        />
        <TextInput
          label="Credits a day (UTC)"
          placeholder="No limit"
          inputMode="decimal"
          style={{ flex: 1, minWidth: 140 }}
          value={credits}
          onChange={(event) => setCredits(event.currentTarget.value)}
        />
        <Button type="submit" variant="light" loading={save.isPending}>
          Save
        </Button>
      </Group>
      {save.error !== null && <Problem error={save.error} title="Not saved" />}
    </form>
  )
}
