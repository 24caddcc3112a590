import { Alert, Button, Stack, Text, ThemeIcon } from '@mantine/core'
import { CircleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { isFailure } from '../api/failure.ts'

interface EmptyProps {
  icon: LucideIcon
  title: string
  /** What to do about it. */
  children: ReactNode
  action?: ReactNode
}

export function Empty({ icon: Icon, title, children, action }: EmptyProps) {
  return (
    <Stack align="center" gap="xs" py={56} px="md" ta="center">
      <ThemeIcon size={52} radius="xl" variant="light">
        <Icon size={26} aria-hidden />
      </ThemeIcon>
      <Text fw={600} mt="xs">
        {title}
      </Text>
      <Text c="dimmed" size="sm" maw={420}>
        {children}
      </Text>
      {action !== undefined && <div style={{ marginTop: 8 }}>{action}</div>}
    </Stack>
  )
}

const CURES: Readonly<Record<string, string>> = {
  unreachable: 'It is tried again by itself.',
  insufficient_credits: 'Ask your operator for credits, or choose something that costs less.',
  spend_limit_reached: 'The limit of this day is reached: go on tomorrow, or ask your operator.',
  rate_limited: 'Wait a moment, then try again.',
  content_refused: 'Say it in other words; nothing was charged.',
}

interface ProblemProps {
  error: unknown
  title?: string
  onRetry?: () => void
}

/** What went wrong, and what helps. */
export function Problem({ error, title = 'That did not work', onRetry }: ProblemProps) {
  const cure = isFailure(error) ? CURES[error.code] : undefined
  return (
    <Alert
      color="red"
      variant="light"
      icon={<CircleAlert size={18} aria-hidden />}
      title={title}
      role="alert"
    >
      <Text size="sm" className="words">
        {error instanceof Error ? error.message : String(error)} {cure}
      </Text>
      {onRetry !== undefined && (
        <Button size="xs" variant="outline" color="red" mt="sm" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  )
}
