import { Component, type ReactNode } from 'react'
import { Problem } from './states.tsx'

interface State {
  error: unknown
}

/** Keeps a page that breaks from taking the navigation with it. */
export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: undefined }

  static getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === undefined) return this.props.children
    return (
      <Problem title="This page broke" error={error} onRetry={() => this.setState({ error: undefined })} />
    )
  }
}
