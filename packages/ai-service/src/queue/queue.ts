import type { Logger } from '@jointo/http-base'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { PgBoss } from 'pg-boss'
import { QUEUE_TIMEOUTS, type Transaction } from '../db/client.ts'
import { afterCommit } from '../db/transaction.ts'

export type TickQueue = 'submit' | 'store' | 'deliver'

/** A tick says "look at this job" (or delivery); what is to be done stands in its row. */
export interface Tick {
  id: string
}

export interface Queue {
  start(): Promise<void>
  /** Sets an alarm inside the caller's transaction: no commit, no alarm. */
  tick(tx: Transaction, queue: TickQueue, id: string, options?: { afterMs?: number }): Promise<void>
  /** Lets workers look at once: a hint for ticks that are committed. Without it they look within half a second. */
  wake(queue: TickQueue): void
  /** Calls `handler` for each tick, `batchSize` at a time; the next batch comes when it has resolved. */
  work(queue: TickQueue, batchSize: number, handler: (ids: string[]) => Promise<void>): Promise<void>
  stop(options: { timeoutMs: number }): Promise<void>
}

export interface QueueOptions {
  databaseUrl: string
  logger: Logger
  /** False where ticks are only sent: an API needs no monitors. */
  supervise: boolean
}

const QUEUES: readonly TickQueue[] = ['submit', 'store', 'deliver']

/** Hints that come in numbers are sent as one: each NOTIFY makes commits take turns. */
const WAKE_PAUSE_MS = 10

/** Where pg-boss listens: it names its channel after its schema. */
const WAKE = `select pg_notify('pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24), $1)`

/** pg-boss on the same Postgres. Its own defaults would find a dead worker after a minute. */
export function createQueue({ databaseUrl, logger, supervise }: QueueOptions): Queue {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: 'jointo-queue',
    max: supervise ? 4 : 2,
    connectionTimeoutMillis: 5_000,
    ...QUEUE_TIMEOUTS,
    useListenNotify: supervise,
    supervise,
    schedule: false,
    monitorIntervalSeconds: 5,
    superviseIntervalSeconds: 5,
  })
  boss.on('error', (error) => logger.warn({ error: error.message }, 'queue error'))

  const waking = new Map<TickQueue, boolean>()
  const wake = (queue: TickQueue): void => {
    if (waking.has(queue)) return void waking.set(queue, true)
    waking.set(queue, false)
    // A hint that is lost costs half a second.
    const sent = boss
      .getDb()
      .executeSql(WAKE, [queue])
      .catch(() => undefined)
    void Promise.all([sent, sleep(WAKE_PAUSE_MS, undefined, { ref: false })]).then(() => {
      const again = waking.get(queue) === true
      waking.delete(queue)
      if (again) wake(queue)
    })
  }

  return {
    async start() {
      await boss.start()
      for (const name of QUEUES) {
        await boss.createQueue(name, {
          notify: true,
          // A tick that dies with its worker comes again; the row decides whether it still matters.
          retryLimit: 5,
          retryDelay: 1,
          heartbeatSeconds: 10,
          deleteAfterSeconds: 3_600,
        })
      }
    },
    async tick(tx, queue, id, { afterMs = 0 } = {}) {
      // Seconds, not a date: then the database's clock decides.
      const seconds = Math.ceil(afterMs / 1_000)
      await tx.execute(sql`select queue_tick(${queue}, ${id}, ${seconds}::int)`)
      if (seconds === 0) afterCommit(tx, () => wake(queue))
    },
    wake,
    async work(queue, batchSize, handler) {
      await boss.work<Tick>(
        queue,
        {
          batchSize,
          burstWhenBatchFull: true,
          pollingIntervalSeconds: 0.5,
          notifyPollingIntervalSeconds: 0.5,
          heartbeatRefreshSeconds: 2,
        },
        (ticks) => handler(ticks.map((tick) => tick.data.id)),
      )
    },
    async stop({ timeoutMs }) {
      // Its own limit covers handlers only, not a database that does not answer.
      const limit = sleep(timeoutMs + 2_000, undefined, { ref: false })
      await Promise.race([boss.stop({ graceful: true, timeout: timeoutMs, close: true }), limit])
    },
  }
}
