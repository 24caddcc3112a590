import type { Verdict } from './judge.ts'

/** One comparison: an SDK in one version. */
export interface Compared {
  /** `openai 7.57.0` */
  title: string
  verdict: Verdict
}

/** Text for a terminal: open differences by SDK and method, and a closing line with counts. */
export function report(compared: readonly Compared[]): string {
  const parts = compared.map(({ title, verdict }) => [title, ...linesOf(verdict)].join('\n'))
  return `${[...parts, closingLine(compared)].join('\n\n')}\n`
}

/** Whether there is nothing to do. */
export function isClean(compared: readonly Compared[]): boolean {
  return compared.every(({ verdict }) => verdict.open.length === 0 && verdict.stale.length === 0)
}

function linesOf({ open, stale, accepted }: Verdict): string[] {
  const methods = open.flatMap(({ method, ours, differences }) => [
    `  ${method}${ours.length > 0 ? `, ours ${ours.join(', ')}` : ''}`,
    ...differences.map((line) => `    ${line}`),
  ])
  const gone =
    stale.length > 0 ? ['  accepted, but not there any more', ...stale.map((line) => `    ${line}`)] : []
  const lines = [...methods, ...gone]
  return lines.length > 0 ? lines : [`  nothing new; ${accepted} accepted`]
}

function closingLine(compared: readonly Compared[]): string {
  const sum = (count: (verdict: Verdict) => number): number =>
    compared.reduce((total, { verdict }) => total + count(verdict), 0)
  const open = sum((verdict) => verdict.open.reduce((total, method) => total + method.differences.length, 0))
  const accepted = sum((verdict) => verdict.accepted)
  const stale = sum((verdict) => verdict.stale.length)
  return `${open} open, ${accepted} accepted, ${stale} accepted in vain`
}
