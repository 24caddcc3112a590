import { Text } from '@mantine/core'
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
