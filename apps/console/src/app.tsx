import { Loader } from '@mantine/core'
import { Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { CreatePage } from './create/page.tsx'
import { Shell } from './layout/shell.tsx'
import { NotFound } from './layout/not-found.tsx'
import { SignIn } from './session/sign-in.tsx'
import { useSession } from './session/use-session.ts'
import { Problem } from './ui/states.tsx'

/** Which page is shown, and whether one may be. */
export function App() {
  const session = useSession()
  if (session.error !== null && session.data === undefined)
    return <Problem error={session.error} onRetry={() => void session.refetch()} />
  if (session.data === undefined) return null
  const { account, operator } = session.data
  if (!account && !operator) return <SignIn />
  return (
    <Switch>
      <Route path="/sign-in">
        <SignIn />
      </Route>
      <Route>
        <Shell session={session.data}>
          <Suspense fallback={<Loader aria-label="Loading" />}>
            <Switch>
              <Route path="/">
                <Redirect to={account ? '/create' : '/operator/accounts'} replace />
              </Route>
              {account && <Route path="/create" component={CreatePage} />}
              <Route component={NotFound} />
            </Switch>
          </Suspense>
        </Shell>
      </Route>
    </Switch>
  )
}
