import { Redirect, Route, Switch, useLocation } from 'wouter'
import { ChatPage } from './chat/page.tsx'
import { CreatePage } from './create/page.tsx'
import { CreditsPage } from './credits/page.tsx'
import { GalleryPage } from './gallery/page.tsx'
import { WorkPage } from './gallery/work-page.tsx'
import { JobPage } from './jobs/job-page.tsx'
import { JobsPage } from './jobs/list-page.tsx'
import { Shell } from './layout/shell.tsx'
import { NotFound } from './layout/not-found.tsx'
import { AccountPage } from './operator/account-page.tsx'
import { AccountsPage } from './operator/accounts-page.tsx'
import { InvariantsPage } from './operator/invariants-page.tsx'
import { VendorsPage } from './operator/vendors-page.tsx'
import { SignIn } from './session/sign-in.tsx'
import type { Session } from './session/end-session.ts'
import { useSession } from './session/use-session.ts'
import { Problem } from './ui/states.tsx'

const ACCOUNT_PAGE = /^\/(create|chat|gallery|jobs|credits)(\/|$)/
const OPERATOR_PAGE = /^\/operator\//

/** Which page is shown, and whether one may be. */
export function App() {
  const session = useSession()
  const [location] = useLocation()
  if (session.error !== null && session.data === undefined)
    return <Problem error={session.error} onRetry={() => void session.refetch()} />
  if (session.data === undefined) return null
  const { account, operator } = session.data
  if (needsSignIn(session.data, location)) return <SignIn />
  return (
    <Switch>
      <Route path="/sign-in">
        <SignIn />
      </Route>
      <Route>
        <Shell session={session.data}>
          <Switch>
            <Route path="/">
              <Redirect to={account ? '/create' : '/operator/accounts'} replace />
            </Route>
            {account && [
              <Route key="create" path="/create" component={CreatePage} />,
              <Route key="chat" path="/chat" component={ChatPage} />,
              <Route key="gallery" path="/gallery" component={GalleryPage} />,
              <Route key="work" path="/gallery/:id" component={WorkPage} />,
              <Route key="jobs" path="/jobs" component={JobsPage} />,
              <Route key="job" path="/jobs/:id" component={JobPage} />,
              <Route key="credits" path="/credits" component={CreditsPage} />,
            ]}
            {operator && [
              <Route key="accounts" path="/operator/accounts" component={AccountsPage} />,
              <Route key="account" path="/operator/accounts/:id" component={AccountPage} />,
              <Route key="vendors" path="/operator/vendors" component={VendorsPage} />,
              <Route key="invariants" path="/operator/invariants" component={InvariantsPage} />,
            ]}
            <Route component={NotFound} />
          </Switch>
        </Shell>
      </Route>
    </Switch>
  )
}

/** A browser may hold the key of an account, the operator's, both, or none that still works. */
function needsSignIn({ account, operator }: Session, location: string): boolean {
  if (ACCOUNT_PAGE.test(location)) return !account
  if (OPERATOR_PAGE.test(location)) return !operator
  return !account && !operator
}
