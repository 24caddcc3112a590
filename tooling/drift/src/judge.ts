import type { MethodDrift } from './drift.ts'
import type { Acceptance } from './sdk.ts'

/** What is left to do. */
export interface Verdict {
  /** Methods with differences that nobody has accepted, and these alone. */
  open: readonly MethodDrift[]
  /** Number of differences that are accepted. */
  accepted: number
  /** Accepted differences that do not exist any more. */
  stale: readonly string[]
}

/** Sorts differences by whether they are accepted. */
export function judge(drift: readonly MethodDrift[], acceptances: readonly Acceptance[]): Verdict {
  const patterns = acceptances
    .flatMap(({ differences }) => differences)
    .map((pattern) => ({ pattern, matches: matcher(pattern) }))
  const lines = drift.flatMap(({ differences }) => differences)
  const isAccepted = (line: string): boolean => patterns.some(({ matches }) => matches(line))
  return {
    open: drift
      .map((method) => ({ ...method, differences: method.differences.filter((line) => !isAccepted(line)) }))
      .filter(({ differences }) => differences.length > 0),
    accepted: lines.filter(isAccepted).length,
    stale: patterns.filter(({ matches }) => !lines.some(matches)).map(({ pattern }) => pattern),
  }
}

/** `*` stands for anything. */
function matcher(pattern: string): (line: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const expression = new RegExp(`^${parts.join('.*')}$`)
  return (line) => expression.test(line)
}
