import { Gauge, type Registry } from 'prom-client'
import type { Runtime } from '../runtime/create-runtime.ts'

/** What this process has in its own hands; read at each scrape. */
export function processGauges(registry: Registry, { pool, runner }: Pick<Runtime, 'pool' | 'runner'>): void {
  const registers = [registry]
  const connections = new Gauge({
    name: 'jointo_database_connections',
    help: 'Connections of this process to Postgres for its queries, by state; max is the limit.',
    labelNames: ['state'],
    registers,
    collect(): void {
      const { total, idle, max } = pool()
      connections.set({ state: 'busy' }, total - idle)
      connections.set({ state: 'idle' }, idle)
      connections.set({ state: 'max' }, max)
    },
  })
  const waiting: Gauge = new Gauge({
    name: 'jointo_database_waiting',
    help: 'Queries of this process that wait for a connection.',
    registers,
    collect(): void {
      waiting.set(pool().waiting)
    },
  })
  const inHand = new Gauge({
    name: 'jointo_worker_in_hand',
    help: 'What this process works on: jobs that are submitted or stored, and looks at vendors. Zero in an API.',
    labelNames: ['work'],
    registers,
    collect(): void {
      const status = runner.status()
      inHand.set({ work: 'jobs' }, status.inHand)
      inHand.set({ work: 'looks' }, status.polling)
    },
  })
  const running: Gauge = new Gauge({
    name: 'jointo_worker_running',
    help: '1 while this process takes jobs.',
    registers,
    collect(): void {
      running.set(runner.status().running ? 1 : 0)
    },
  })
}
