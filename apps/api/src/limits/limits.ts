import type { Logger } from '@jointo/ai-service'
import { Redis } from 'ioredis'
import { createAccountSlots } from '../http/account-slots.ts'
import { createBodyRoom, type BodyRoom } from './body-room.ts'
import { createRate, UNLIMITED, type Rate } from './rate.ts'
import type { RequestKind } from './request-kind.ts'
import type { LimitSettings } from './settings.ts'

/** What somebody may ask of this process, counted without a look at the database. */
export interface Limits {
  settings: LimitSettings
  requests: Readonly<Record<RequestKind, Rate>>
  wrongKeys: Rate
  /** Take a place, or throw 429; what they return gives it back. */
  openStream: (accountId: string) => () => void
  openUpload: (accountId: string) => () => void
  /** Memory for what is sent. */
  bodies: BodyRoom
  close: () => void
}

const MINUTE = 60
/** A tenth of the minute's, all at once: a wrong key in a configuration is noticed, a flood is not let in for long. */
const WRONG_KEYS_WINDOW = 6
/** A Redis that is slower is of no use: this process counts alone until it is back. */
const REDIS_ANSWERS_MS = 100

export function createLimits(settings: LimitSettings, logger: Logger): Limits {
  const redis = settings.redisUrl === undefined ? undefined : openRedis(settings.redisUrl, logger)
  const perMinute = (most: number, name: string): Rate =>
    most === 0 ? UNLIMITED : createRate({ most, seconds: MINUTE, prefix: `jointo:rate:${name}`, redis })
  const { createsPerMinute, callsPerMinute, readsPerMinute, wrongKeysPerMinute, streams, uploads } = settings
  return {
    settings,
    requests: {
      creates: perMinute(createsPerMinute, 'creates'),
      calls: perMinute(callsPerMinute, 'calls'),
      reads: perMinute(readsPerMinute, 'reads'),
    },
    wrongKeys:
      wrongKeysPerMinute === 0
        ? UNLIMITED
        : createRate({
            most: Math.ceil((wrongKeysPerMinute * WRONG_KEYS_WINDOW) / MINUTE),
            seconds: WRONG_KEYS_WINDOW,
            prefix: 'jointo:rate:wrong-keys',
            // Each process guards its own database connections.
            redis: undefined,
          }),
    openStream: createAccountSlots(streams, `At most ${streams} streams can be open at once: close one`),
    openUpload: createAccountSlots(
      uploads,
      `At most ${uploads} uploads can run at once: wait for one to end`,
    ),
    bodies: createBodyRoom(settings.bodyMebibytes),
    close: () => redis?.disconnect(),
  }
}

function openRedis(url: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: REDIS_ANSWERS_MS,
    // The connection goes as well, or each request after it would wait as long.
    socketTimeout: REDIS_ANSWERS_MS,
    connectTimeout: 2_000,
  })
  let away = false
  redis.on('error', (error: Error) => {
    if (!away) logger.warn({ error: error.message }, 'Redis is away: this process counts requests alone')
    away = true
  })
  redis.on('ready', () => {
    away = false
  })
  return redis
}
