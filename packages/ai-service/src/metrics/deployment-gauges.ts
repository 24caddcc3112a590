import { Gauge, type Registry } from 'prom-client'
import type { Figure, FigureName } from '../operation/figures.ts'
import type { Runtime } from '../runtime/create-runtime.ts'

/** Several scrapers of several processes ask one database. */
const FRESH_MS = 4_000

interface Description {
  name: string
  help: string
  /** What stands in `a` and `b` of the figure. */
  labels: readonly string[]
}

const GAUGES: Readonly<Record<FigureName, Description>> = {
  jobs: { name: 'jobs', help: 'Jobs that have not ended, by state.', labels: ['provider', 'state'] },
  job_oldest_seconds: {
    name: 'job_oldest_seconds',
    help: 'How long the oldest job has been in its state.',
    labels: ['provider', 'state'],
  },
  jobs_finished_recently: {
    name: 'jobs_finished_recently',
    help: 'Jobs that ended in the last five minutes, by how.',
    labels: ['provider', 'state'],
  },
  outcomes_unknown: {
    name: 'outcomes_unknown',
    help: 'Submissions of which nobody knows whether the vendor took them.',
    labels: ['provider'],
  },
  credits_at_risk: {
    name: 'credits_at_risk',
    help: 'What these may cost us, in credits.',
    labels: ['provider'],
  },
  credits_lost_in_a_day: {
    name: 'credits_lost_in_a_day',
    help: 'What vendors may have charged us for nothing in the last 24 hours, in credits.',
    labels: ['provider', 'reason'],
  },
  calls_open: { name: 'calls_open', help: 'Chats and embeddings that are open.', labels: [] },
  ticks_waiting: {
    name: 'queue_waiting',
    help: 'Ticks in the queue that are due and not taken.',
    labels: ['queue'],
  },
  deliveries_due: {
    name: 'webhooks_due',
    help: 'Webhook deliveries that should be on their way.',
    labels: [],
  },
  delivery_oldest_due_seconds: {
    name: 'webhook_oldest_due_seconds',
    help: 'How late the latest of them is.',
    labels: [],
  },
  deliveries_of_an_hour: {
    name: 'webhooks_of_an_hour',
    help: 'Webhook deliveries of the last hour, by what became of them.',
    labels: ['status'],
  },
  endpoints_disabled: {
    name: 'webhook_endpoints_disabled',
    help: 'Webhook endpoints that were disabled because they only failed.',
    labels: [],
  },
  rules_broken: {
    name: 'ledger_rules_broken',
    help: 'What breaks a rule of the books, by rule. Anything but 0 is an alarm.',
    labels: ['rule'],
  },
  rules_checked_seconds: {
    name: 'ledger_checked_seconds',
    help: 'Since the rules were checked over what is new. A minute is usual.',
    labels: [],
  },
  rules_fully_checked_seconds: {
    name: 'ledger_fully_checked_seconds',
    help: 'Since the rules were checked over everything. An hour is usual.',
    labels: [],
  },
  vendors_paused: {
    name: 'vendor_paused',
    help: '1 for a vendor that gets no new work, and why.',
    labels: ['provider', 'reason'],
  },
  worker_seen_seconds: {
    name: 'worker_seen_seconds',
    help: 'Since any worker looked after the queue. Some seconds are usual.',
    labels: [],
  },
}

/** @returns brings them up to date; quick, whatever the database does */
export function deploymentGauges(
  registry: Registry,
  { figures }: Pick<Runtime, 'figures'>,
): () => Promise<void> {
  const registers = [registry]
  const up = new Gauge({
    name: 'jointo_database_up',
    help: '1 when the database answered what follows; 0: those numbers are missing.',
    registers,
  })
  const gauges = new Map(
    Object.entries(GAUGES).map(([figure, { name, help, labels }]) => [
      figure,
      { labels, gauge: new Gauge({ name: `jointo_${name}`, help, labelNames: labels, registers }) },
    ]),
  )
  const set = (rows: readonly Figure[]): void => {
    for (const { gauge } of gauges.values()) gauge.reset()
    for (const { name, a, b, value } of rows) {
      const known = gauges.get(name)
      const texts = [a, b]
      known?.gauge.set(
        Object.fromEntries(known.labels.map((label, place) => [label, texts[place] ?? ''])),
        value,
      )
    }
  }
  const read = async (): Promise<void> => {
    const rows = await figures().catch(() => undefined)
    set(rows ?? [])
    up.set(rows === undefined ? 0 : 1)
  }
  let freshUntil = 0
  let reading: Promise<void> | undefined
  return () => {
    if (reading === undefined && performance.now() < freshUntil) return Promise.resolve()
    reading ??= read().finally(() => {
      reading = undefined
      freshUntil = performance.now() + FRESH_MS
    })
    return reading
  }
}
