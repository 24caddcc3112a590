import { setTimeout as sleep } from 'node:timers/promises'
import Bottleneck from 'bottleneck'
import { OptionsError } from './caller-errors.ts'
import type { Gates } from './limiter.ts'

/** Limits that all processes with the same Redis and the same name obey together. */
export interface SharedLimits {
  /** Undefined while Redis is out of reach: then each process keeps the limits by itself. */
  gates(): Promise<Gates | undefined>
  close(): void
}

interface Opened {
  connection: Bottleneck.IORedisConnection
  /** Redis is there, or patience is at its end. */
  settled: Promise<void>
}

/** How long the first call waits for Redis. */
const PATIENCE_MS = 2_000

/**
 * bottleneck's own clustering over ioredis, which the application installs.
 *
 * @param create makes the gates; `connect` gives the settings that share the one of that name
 */
export function openSharedLimits(
  redisUrl: string,
  name: string,
  create: (connect: (gate: string) => Bottleneck.ConstructorOptions) => Gates,
): SharedLimits {
  let opened: Promise<Opened> | undefined
  let ready: Gates | undefined
  let closed = false

  async function open(): Promise<Opened> {
    const { Redis } = await import('ioredis').catch(() => {
      throw new OptionsError(
        'option rateLimit.redisUrl needs the package ioredis: install it beside this one.',
      )
    })
    const client = new Redis(redisUrl, {
      maxRetriesPerRequest: 1,
      connectTimeout: PATIENCE_MS,
      retryStrategy: (times) => (closed ? null : Math.min(times * 200, 5_000)),
    })
    const connection = new Bottleneck.IORedisConnection({ client })
    // Told by what the gates do: without Redis each process keeps the limits by itself.
    connection.on('error', () => undefined)
    const gates = create((gate) => ({
      id: `jointo:${name}:${gate}`,
      datastore: 'ioredis',
      connection,
      timeout: 600_000,
    }))
    const all = [...gates.ofClass.values(), ...(gates.whole === undefined ? [] : [gates.whole])]
    for (const gate of all) gate.on('error', () => undefined)
    const becomesReady = Promise.all(all.map((gate) => gate.ready())).then(
      () => {
        ready = gates
      },
      () => undefined,
    )
    const patience = sleep(PATIENCE_MS, undefined, { ref: false })
    return { connection, settled: Promise.race([becomesReady, patience]) }
  }

  return {
    async gates() {
      if (ready !== undefined || closed) return ready
      opened ??= open()
      await (
        await opened
      ).settled
      return ready
    },
    close() {
      closed = true
      void opened?.then(({ connection }) => connection.disconnect(false)).catch(() => undefined)
    },
  }
}
