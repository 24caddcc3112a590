import {
  ActionIcon,
  Button,
  Group,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import {
  Activity,
  Coins,
  Images,
  KeyRound,
  ListChecks,
  LogOut,
  type LucideIcon,
  MessageSquare,
  Moon,
  ShieldCheck,
  Sparkles,
  Sun,
  Users,
} from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import mark from '../mark.svg'
import type { Session } from '../session/end-session.ts'
import { useSignOut } from '../session/use-session.ts'
import { Boundary } from '../ui/boundary.tsx'
import { BalancePill, ShortBalance } from './balance-pill.tsx'
import { Link } from './link.tsx'

interface Entry {
  to: string
  title: string
  icon: LucideIcon
}

const ACCOUNT: Entry[] = [
  { to: '/create', title: 'Create', icon: Sparkles },
  { to: '/chat', title: 'Chat', icon: MessageSquare },
  { to: '/gallery', title: 'Gallery', icon: Images },
  { to: '/jobs', title: 'Jobs', icon: ListChecks },
  { to: '/credits', title: 'Credits', icon: Coins },
]
const OPERATOR: Entry[] = [
  { to: '/operator/accounts', title: 'Accounts', icon: Users },
  { to: '/operator/vendors', title: 'Vendors', icon: Activity },
  { to: '/operator/invariants', title: 'Invariants', icon: ShieldCheck },
]

/** Navigation around every page: a column, or on a phone a bar within reach of the thumb. */
export function Shell({ session, children }: { session: Session; children: ReactNode }) {
  const [location] = useLocation()
  const main = useFocusOnNavigation()
  const forAccount = session.account ? ACCOUNT : []
  const forOperator = session.operator ? OPERATOR : []
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <header className="sidebar">
        <Link to="/" className="brand">
          <img src={mark} alt="" />
          Jointo
        </Link>
        <nav className="wide-only" aria-label="Main">
          {forAccount.map((entry) => (
            <NavLink key={entry.to} {...entry} />
          ))}
          {session.operator && <div className="nav-title">Operator</div>}
          {forOperator.map((entry) => (
            <NavLink key={entry.to} {...entry} />
          ))}
        </nav>
        <div className="wide-only" style={{ flex: 1 }} />
        <div className="wide-only">{session.account && <BalancePill />}</div>
        {(!session.operator || !session.account) && (
          <div className="wide-only">
            <Button
              component={Link}
              to="/sign-in"
              variant="subtle"
              color="gray"
              size="xs"
              fullWidth
              justify="flex-start"
              leftSection={<KeyRound size={14} aria-hidden />}
            >
              {session.account ? 'Operator sign-in' : 'Account sign-in'}
            </Button>
          </div>
        )}
        {session.account && <ShortBalance />}
        <OtherArea session={session} />
        <Tools />
      </header>
      <main id="main" className="main" tabIndex={-1} ref={main}>
        <div>
          <Boundary key={location}>{children}</Boundary>
        </div>
      </main>
      <PhoneBar account={forAccount} operator={forOperator} />
    </div>
  )
}

const isOperatorPage = (location: string): boolean => location.startsWith('/operator/')

/** A phone has room for one of the two areas. */
function PhoneBar({ account, operator }: { account: Entry[]; operator: Entry[] }) {
  const [location] = useLocation()
  const entries = account.length === 0 || isOperatorPage(location) ? operator : account
  return (
    <nav className="phone-bar" aria-label="Main, short">
      {entries.map((entry) => (
        <NavLink key={entry.to} {...entry} />
      ))}
    </nav>
  )
}

/** From one area to the other, where the column with all links is hidden. */
function OtherArea({ session }: { session: Session }) {
  const [location] = useLocation()
  const isHere = isOperatorPage(location)
  const to = isHere
    ? session.account
      ? '/create'
      : '/sign-in'
    : session.operator
      ? '/operator/accounts'
      : '/sign-in'
  return (
    <Link to={to} className="phone-only nav-link" aria-label={isHere ? 'Account pages' : 'Operator pages'}>
      {isHere ? <Sparkles size={18} aria-hidden /> : <ShieldCheck size={18} aria-hidden />}
    </Link>
  )
}

function NavLink({ to, title, icon: Icon }: Entry) {
  const [location] = useLocation()
  const isCurrent = location === to || location.startsWith(`${to}/`)
  return (
    <Link to={to} className="nav-link" {...(isCurrent && { 'aria-current': 'page' })}>
      <Icon size={18} aria-hidden />
      {title}
    </Link>
  )
}

function Tools() {
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const signOut = useSignOut()
  const other = scheme === 'dark' ? 'light' : 'dark'
  return (
    <Group gap={4} mt={4} justify="space-between" wrap="nowrap">
      <Tooltip label={`Switch to ${other}`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`Switch to ${other}`}
          onClick={() => setColorScheme(other)}
        >
          {scheme === 'dark' ? <Sun size={18} aria-hidden /> : <Moon size={18} aria-hidden />}
        </ActionIcon>
      </Tooltip>
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        aria-label="Sign out"
        className="sign-out"
        leftSection={<LogOut size={15} aria-hidden />}
        onClick={() => signOut.mutate()}
      >
        <span className="wide-only">Sign out</span>
      </Button>
    </Group>
  )
}

/** Whoever can't see that the page changed starts at its beginning. */
function useFocusOnNavigation() {
  const [location] = useLocation()
  const main = useRef<HTMLElement>(null)
  const seen = useRef(location)
  useEffect(() => {
    if (seen.current === location) return
    seen.current = location
    main.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [location])
  return main
}
