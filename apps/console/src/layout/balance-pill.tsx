import { Text } from '@mantine/core'
import { Coins } from 'lucide-react'
import { useBalance } from '../credits/use-credits.ts'
import { roundCredits } from '../ui/format.ts'
import { Link } from './link.tsx'

/** What is left to spend, always in sight. */
export function BalancePill() {
  const { data } = useBalance()
  return (
    <Link to="/credits" className="nav-link" style={{ display: 'block' }}>
      <Text size="xs" c="dimmed">
        Available credits
      </Text>
      <Text fw={650} size="lg" c="var(--mantine-color-text)" className="numbers">
        {data === undefined ? '–' : roundCredits(data.available)}
      </Text>
      {data !== undefined && Number(data.held) > 0 && (
        <Text size="xs" c="dimmed" className="numbers">
          {roundCredits(data.held)} held
        </Text>
      )}
    </Link>
  )
}

/** The same for a phone: a number beside the tools. */
export function ShortBalance() {
  const { data } = useBalance()
  if (data === undefined) return null
  return (
    <Link
      to="/credits"
      className="phone-only nav-link numbers"
      aria-label={`Available credits: ${roundCredits(data.available)}`}
    >
      <Coins size={15} aria-hidden />
      {roundCredits(data.available)}
    </Link>
  )
}
