import type { Logger } from '@jointo/http-base'
import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { randomInt } from 'node:crypto'
import { Client } from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { LISTENING_TIMEOUTS } from '../db/client.ts'
import { describeError } from '../describe-error.ts'

/** Tells that something happened to a job. A hint: whoever waits looks at the row, and looks again now and then. */
export interface JobWatcher {
  /** Resolves at the next event of this job, or after `timeoutMs`. */
  next(jobId: string, timeoutMs: number, signal?: AbortSignal): Promise<void>
  /**
   * Names this process in the database for as long as it lives: see `isAlive`. A process that dies, however, is unknown the moment
   * its connection breaks.
   */
  readonly processId: number
  /** Resolves when the name is known, or could not be made known at once. */
  present(): Promise<void>
  close(): Promise<void>
}

const CHANNEL = 'jointo_job_event'
/** "jntp" */
const PROCESS_LOCKS = 0x6a6e7470
const PRESENT_WITHIN_MS = 1_000

/** Whether the process of this name is there, for queries. */
export function isAlive(processId: SQLWrapper): SQL {
  return sql`exists (
    select from pg_locks l
     where l.locktype = 'advisory' and l.classid = ${PROCESS_LOCKS} and l.objid = ${processId} and l.objsubid = 2 and l.granted
       and l.database = (select oid from pg_database where datname = current_database()))`
}
const RECONNECT_AFTER_MS = 1_000
const NAME_AGAIN_MS = 5_000
/** A server that says nothing does not hold up the end of the process. */
const GOODBYE_WITHIN_MS = 1_000

/** One LISTEN connection for the whole process, opened at the first wait. */
export function createJobWatcher(databaseUrl: string, logger: Logger): JobWatcher {
  const waiting = new Map<string, Set<() => void>>()
  const closing = new AbortController()
  const { promise: closed, resolve: setClosed } = Promise.withResolvers<void>()
  let listening: Promise<void> | undefined
  const processId = randomInt(1, 2 ** 31)
  const { promise: known, resolve: setKnown } = Promise.withResolvers<void>()

  const wakeAll = (): void => {
    for (const callbacks of waiting.values()) for (const wake of callbacks) wake()
  }

  const listen = async (candidate: Client): Promise<void> => {
    const lost = new Promise<void>((resolve) => {
      candidate.on('error', (error) => {
        logger.warn({ error: error.message }, 'event connection lost')
        resolve()
      })
      candidate.on('end', () => resolve())
    })
    candidate.on('notification', ({ payload }) => {
      for (const wake of waiting.get(payload ?? '') ?? []) wake()
    })
    await candidate.connect()
    await candidate.query(`listen ${CHANNEL}`)
    const named = holdName(candidate)
    // Whatever happened before we listened was missed.
    wakeAll()
    await Promise.race([lost, named.then(() => lost)])
  }

  /**
   * An earlier connection of ours may still have the name, where the server has not noticed that it is gone. Waiting in the server
   * would leave one more session behind with each try.
   */
  const holdName = async (candidate: Client): Promise<void> => {
    for (;;) {
      const { rows } = await candidate.query<{ held: boolean }>(
        'select pg_try_advisory_lock($1, $2) as held',
        [PROCESS_LOCKS, processId],
      )
      // Somebody has it, and that can only be us.
      setKnown()
      if (rows[0]?.held === true) return
      await sleep(NAME_AGAIN_MS, undefined, { ref: false })
    }
  }

  const connect = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      const candidate = new Client({
        connectionString: databaseUrl,
        application_name: 'jointo-events',
        ...LISTENING_TIMEOUTS,
      })
      const listened = listen(candidate).catch((error: unknown) => {
        if (!closing.signal.aborted) logger.warn({ error: describeError(error) }, 'can not listen for events')
      })
      // The driver never tells the end of a connection that was ended while it was being made.
      await Promise.race([listened, closed])
      const said = sleep(GOODBYE_WITHIN_MS, undefined, { ref: false })
      await Promise.race([candidate.end().catch(() => undefined), said])
      await sleep(RECONNECT_AFTER_MS, undefined, { signal: closing.signal }).catch(() => undefined)
    }
  }

  return {
    processId,
    async present() {
      listening ??= connect()
      const timer = new AbortController()
      const late = sleep(PRESENT_WITHIN_MS, undefined, { signal: timer.signal }).catch(() => undefined)
      await Promise.race([known, late])
      timer.abort()
    },
    next(jobId, timeoutMs, signal) {
      listening ??= connect()
      const callbacks = waiting.get(jobId) ?? new Set()
      waiting.set(jobId, callbacks)
      return new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', wake)
          callbacks.delete(wake)
          if (callbacks.size === 0 && waiting.get(jobId) === callbacks) waiting.delete(jobId)
          resolve()
        }
        const timer = setTimeout(wake, timeoutMs)
        callbacks.add(wake)
        signal?.addEventListener('abort', wake, { once: true })
        if (signal?.aborted === true) wake()
      })
    },
    async close() {
      closing.abort()
      setClosed()
      wakeAll()
      await listening
    },
  }
}
