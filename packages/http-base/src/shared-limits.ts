import { setTimeout as sleep } from 'node:timers/promises'
import Bottleneck from 'bottleneck'
import { OptionsError } from './caller-errors.ts'
import type { Limits } from './limiter.ts'
import type { RateLimit } from './options.ts'

/** Limits that all processes with the same Redis and the same name obey together. */
export interface SharedLimits {
  /** Undefined while Redis is out of reach, and for a class without limits. */
  gateFor(rateClass: string): Promise<SharedGate | undefined>
  close(): void
}

export interface SharedGate {
  /** @param alone what to do when Redis is lost before the turn comes */
  run<T>(work: () => Promise<T>, signal: AbortSignal | undefined, alone: () => Promise<T>): Promise<T>
}

/** How long the first call waits for Redis. */
const PATIENCE_MS = 2_000
/** Redis answers at once, or is gone. */
const COMMAND_MS = 5_000
const WATCH_EVERY_MS = 5_000
/** Redis forgets limits that nobody used for so long. */
const FORGET_MS = 600_000

interface Opened {
  connection: Bottleneck.IORedisConnection
  /** Redis is there, or patience is at its end. */
  settled: Promise<void>
}

/** bottleneck's own clustering over ioredis, which the application installs. Its own retries are off. */
export function openSharedLimits(redisUrl: string, name: string, limits: Limits): SharedLimits {
  let opened: Promise<Opened> | undefined
  let ready: Map<string, SharedGate> | undefined
  let closed = false
  let watchdog: NodeJS.Timeout | undefined
  /** What calls that wait for their turn do when Redis is lost. */
  const waiting = new Set<() => void>()
  const escapeAll = (): void => {
    for (const escape of waiting) escape()
  }

  async function open(): Promise<Opened> {
    const { Redis } = await import('ioredis').catch(() => {
      throw new OptionsError(
        'option rateLimit.redisUrl needs the package ioredis: install it beside this one.',
      )
    })
    const client = new Redis(redisUrl, {
      maxRetriesPerRequest: 1,
      commandTimeout: COMMAND_MS,
      connectTimeout: PATIENCE_MS,
      retryStrategy: (times) => (closed ? null : Math.min(times * 200, 5_000)),
    })
    const connection = new Bottleneck.IORedisConnection({ client })
    // Without a listener an error would end the process.
    connection.on('error', escapeAll)
    client.on('close', escapeAll)
    // Who waits hears from Redis when it is their turn, and nothing when Redis is gone.
    watchdog = setInterval(() => {
      if (waiting.size > 0) client.ping().catch(escapeAll)
    }, WATCH_EVERY_MS)
    watchdog.unref()
    const create = (gate: string, limit: RateLimit): Bottleneck => {
      const id = `jointo:${name}:${gate}`
      const bottleneck = new Bottleneck({
        ...toSettings(limit),
        id,
        datastore: 'ioredis',
        connection,
        timeout: FORGET_MS,
      })
      bottleneck.on('error', escapeAll)
      return bottleneck
    }
    const whole = limits.whole && create('whole', limits.whole)
    const ofClass = [...limits.classes].map(([className, limit]) => {
      const gate = create(className, limit)
      return [className, whole === undefined ? gate : gate.chain(whole)] as const
    })
    const all = new Map([...ofClass, ...(whole === undefined ? [] : [[WHOLE, whole] as const])])
    const becomesReady = Promise.all([...all.values()].map((gate) => gate.ready())).then(
      () => {
        ready = new Map([...all].map(([gateName, gate]) => [gateName, toSharedGate(gate, waiting)]))
      },
      () => undefined,
    )
    return {
      connection,
      settled: Promise.race([becomesReady, sleep(PATIENCE_MS, undefined, { ref: false })]),
    }
  }

  return {
    async gateFor(rateClass) {
      if (ready === undefined && !closed) {
        opened ??= open()
        await (
          await opened
        ).settled
      }
      return ready?.get(rateClass) ?? ready?.get(WHOLE)
    },
    close() {
      closed = true
      ready = undefined
      clearInterval(watchdog)
      void opened?.then(({ connection }) => connection.disconnect(false)).catch(() => undefined)
    },
  }
}

/** No class has this name. */
const WHOLE = ''

function toSettings({
  maxConcurrent,
  requestsPerInterval,
  intervalMs = 1_000,
}: RateLimit): Bottleneck.ConstructorOptions {
  return {
    maxConcurrent: maxConcurrent ?? null,
    minTime: requestsPerInterval === undefined ? 0 : Math.ceil(intervalMs / requestsPerInterval),
  }
}

function toSharedGate(bottleneck: Bottleneck, waiting: Set<() => void>): SharedGate {
  return {
    run: (work, signal, alone) =>
      new Promise((resolve, reject) => {
        let isOver = false
        /** Whoever is first decides: the turn, the signal, or the loss of Redis. */
        const first = (): boolean => {
          if (isOver) return false
          isOver = true
          waiting.delete(escape)
          signal?.removeEventListener('abort', leave)
          return true
        }
        const leave = (): void => {
          if (first()) reject(signal?.reason)
        }
        const escape = (): void => {
          if (first()) alone().then(resolve, reject)
        }
        const turn = async (): Promise<void> => {
          if (first()) await work().then(resolve, reject)
        }
        waiting.add(escape)
        signal?.addEventListener('abort', leave, { once: true })
        bottleneck.schedule(turn).catch(escape)
      }),
  }
}
