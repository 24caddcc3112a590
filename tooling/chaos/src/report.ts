import type { Client } from 'pg'
import type { ChaosOptions } from './command-line.ts'
import type { Deployment } from './deployment/deployment.ts'
import type { Account } from './load/accounts.ts'
import type { Placed } from './load/customers.ts'
import type { History } from './load/history.ts'
import type { Receiver } from './load/receiver.ts'
import type { Requests } from './load/requests.ts'

/** All that is known when everything has come to rest. */
export interface Evidence {
  deployment: Deployment
  receiver: Receiver
  requests: Requests
  accounts: readonly Account[]
  placed: readonly Placed[]
  history: History
  /** Found in answers while the run went on. */
  leaks: readonly string[]
  /** Straight to the tables, past every proxy. */
  sql: Client
}

export interface Report {
  options: ChaosOptions
  /** One line for each promise that was broken, its number first. Empty: all were kept. */
  violations: string[]
  history: History
  /** How often each thing went wrong. */
  faults: Record<string, number>
  /** How many jobs ended how. */
  jobs: Record<string, number>
  seconds: number
  /** Where logs and data are, when they were kept. */
  folder: string | undefined
}

/** Below this share of unknown outcomes nothing was tested. */
export const MIN_UNKNOWN_SHARE = 0.05

/** Nor where next to nothing came to a good end. */
export const MIN_SUCCEEDED_SHARE = 0.05

const succeededShare = ({ jobs }: Report): number =>
  (jobs['succeeded'] ?? 0) /
  Math.max(
    1,
    Object.values(jobs).reduce((sum, count) => sum + count, 0),
  )

export const isValid = (report: Report): boolean =>
  report.history.unknownShare >= MIN_UNKNOWN_SHARE && succeededShare(report) >= MIN_SUCCEEDED_SHARE

const MAX_LINES = 40

export function describeReport(report: Report): string {
  const { options, violations, history, faults, jobs, seconds, folder } = report
  const list = (counts: Record<string, number>): string =>
    Object.entries(counts)
      .map(([what, count]) => `${what} ${count}`)
      .join(', ')
  const asked = Object.entries(history.counts).map(
    ([what, { ok, fail, info }]) => `  ${what}: ${ok} done, ${fail} refused, ${info} unknown`,
  )
  const found = violations.slice(0, MAX_LINES).map((line) => `  ${line}`)
  if (violations.length > MAX_LINES) found.push(`  and ${violations.length - MAX_LINES} more`)
  const verdict =
    violations.length > 0
      ? [`${violations.length} promises were broken:`, ...found]
      : isValid(report)
        ? ['Every promise was kept.']
        : [
            `Invalid: ${(history.unknownShare * 100).toFixed(1)} % of the operations had an unknown outcome, ${(succeededShare(report) * 100).toFixed(1)} % of the jobs succeeded; below 5 % nothing was tested.`,
          ]
  return [
    `jobs: ${list(jobs)}`,
    `faults: ${list(faults)}`,
    'operations:',
    ...asked,
    `  told to come again: ${history.comeAgain}`,
    ...verdict,
    ...(folder === undefined ? [] : [`logs and data: ${folder}`]),
    `${seconds.toFixed(0)} s, seed ${options.seed}: pnpm chaos --seed ${options.seed} --jobs ${options.jobs} --rate ${options.rate} --workers ${options.workers} --api ${options.apis}`,
  ].join('\n')
}
