import { Title } from '@mantine/core'
import { type ReactNode, useId } from 'react'

/** A part of a page with a heading of its own. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="surface" style={{ padding: 18 }} aria-labelledby={id}>
      <Title order={2} size={15} mb="sm" id={id}>
        {title}
      </Title>
      {children}
    </section>
  )
}
