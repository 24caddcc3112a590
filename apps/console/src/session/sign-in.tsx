import { Alert, Button, Card, Group, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import mark from '../mark.svg'
import type { Session } from './end-session.ts'
import { useEnded, useSignIn } from './use-session.ts'

/** One field. The key is sent once, and from then on only the server knows it. */
export function SignIn() {
  const [key, setKey] = useState('')
  const signIn = useSignIn()
  const ended = useEnded()
  const [location, navigate] = useLocation()
  return (
    <div className="sign-in">
      <Card w="100%" maw={440} p="xl" shadow="xl">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            signIn.mutate(key.trim(), {
              onSuccess: (session) => navigate(placeAfter(session, location), { replace: true }),
              onSettled: () => setKey(''),
            })
          }}
        >
          <Stack gap="md">
            <Group gap="sm">
              <img src={mark} alt="" width={36} height={36} />
              <Title order={1} size={24}>
                Jointo console
              </Title>
            </Group>
            {ended !== null && (
              <Alert color="orange" title="You were signed out">
                {ended}
              </Alert>
            )}
            <Text c="dimmed" size="sm">
              Sign in with an API key of your account, or as operator with the admin key. The key stays on the
              server; this page can’t read it again.
            </Text>
            <PasswordInput
              label="API key"
              placeholder="jt_live_…"
              required
              autoComplete="off"
              spellCheck={false}
              value={key}
              onChange={(event) => setKey(event.currentTarget.value)}
              error={signIn.error?.message}
              data-autofocus
            />
            <Button type="submit" loading={signIn.isPending} fullWidth>
              Sign in
            </Button>
            <Text c="dimmed" size="xs">
              <code>pnpm start</code> prints a key; it is also in <code>.jointo/dev-api-key</code>.
            </Text>
          </Stack>
        </form>
      </Card>
    </div>
  )
}

/** Whoever was sent here from a page goes on there, if it is one of his. */
function placeAfter({ account, operator }: Session, location: string): string {
  const isOperators = location.startsWith('/operator/')
  const isNowhere = location === '/' || location === '/sign-in'
  if (!isNowhere && (isOperators ? operator : account)) return location + window.location.search
  return account ? '/create' : '/operator/accounts'
}
