import { Group, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'

interface Props {
  title: string
  description?: ReactNode
  /** Buttons and the like. */
  children?: ReactNode
}

/** The one heading of a page; also names the tab. */
export function PageHeader({ title, description, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Jointo`
  }, [title])
  return (
    <Group justify="space-between" align="flex-end" mb="lg" gap="md">
      <div>
        <Title order={1} size={26}>
          {title}
        </Title>
        {description !== undefined && (
          <Text c="dimmed" size="sm" mt={4} component="div">
            {description}
          </Text>
        )}
      </div>
      {children !== undefined && <Group gap="sm">{children}</Group>}
    </Group>
  )
}
