import type { Logger } from '@jointo/http-base'
import { Client } from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { describeError } from '../describe-error.ts'

/** Tells that something happened to a job. A hint: whoever waits looks at the row, and looks again now and then. */
export interface JobWatcher {
  /** Resolves at the next event of this job, or after `timeoutMs`. */
  next(jobId: string, timeoutMs: number, signal?: AbortSignal): Promise<void>
  close(): Promise<void>
}

const CHANNEL = 'jointo_job_event'
const RECONNECT_AFTER_MS = 1_000

/** One LISTEN connection for the whole process, opened at the first wait. */
export function createJobWatcher(databaseUrl: string, logger: Logger): JobWatcher {
  const waiting = new Map<string, Set<() => void>>()
  const closing = new AbortController()
  let listening: Promise<void> | undefined

  const wakeAll = (): void => {
    for (const callbacks of waiting.values()) for (const wake of callbacks) wake()
  }

  const connect = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      const candidate = new Client({
        connectionString: databaseUrl,
        application_name: 'jointo-events',
        keepAlive: true,
      })
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
      // Also while it is still connecting: a close must not wait for events.
      const leave = (): void => void candidate.end().catch(() => undefined)
      closing.signal.addEventListener('abort', leave, { once: true })
      try {
        await candidate.connect()
        await candidate.query(`listen ${CHANNEL}`)
        // Whatever happened before we listened was missed.
        wakeAll()
        if (!closing.signal.aborted) await lost
      } catch (error) {
        logger.warn({ error: describeError(error) }, 'can not listen for events')
      }
      closing.signal.removeEventListener('abort', leave)
      await candidate.end().catch(() => undefined)
      await sleep(RECONNECT_AFTER_MS, undefined, { signal: closing.signal }).catch(() => undefined)
    }
  }

  return {
    async next(jobId, timeoutMs, signal) {
      listening ??= connect()
      const callbacks = waiting.get(jobId) ?? new Set()
      waiting.set(jobId, callbacks)
      const timer = new AbortController()
      const stop = signal === undefined ? timer.signal : AbortSignal.any([timer.signal, signal])
      let wake = (): void => undefined
      const event = new Promise<void>((resolve) => {
        wake = resolve
      })
      callbacks.add(wake)
      try {
        await Promise.race([event, sleep(timeoutMs, undefined, { signal: stop }).catch(() => undefined)])
      } finally {
        timer.abort()
        callbacks.delete(wake)
        if (callbacks.size === 0) waiting.delete(jobId)
      }
    },
    async close() {
      closing.abort()
      wakeAll()
      await listening
    },
  }
}
