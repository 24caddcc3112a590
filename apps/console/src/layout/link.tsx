import type { AnchorHTMLAttributes, ReactNode } from 'react'
import { Link as Wouter } from 'wouter'

interface Props extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  to: string
  children: ReactNode
}

/** A link within the console, for Mantine's `component` too. */
export function Link({ to, children, ...rest }: Props) {
  return (
    <Wouter href={to} {...rest}>
      {children}
    </Wouter>
  )
}
