import type { CallOptions, TimeoutOptions } from '@jointo/http-base'

export type TimeLimit = 'image' | 'audio' | 'chat' | 'startVideo' | 'download'

/** Time-outs of work whose answer comes when it is done. Options of the client and of the call go before them. */
const TIME_LIMITS: Readonly<Record<TimeLimit, TimeoutOptions>> = {
  image: { responseMs: 280_000, totalMs: 300_000 },
  audio: { responseMs: 110_000, totalMs: 120_000 },
  chat: { responseMs: 280_000, idleMs: 120_000, totalMs: 600_000 },
  startVideo: { responseMs: 110_000, totalMs: 120_000 },
  download: { idleMs: 60_000, totalMs: 900_000 },
}

/** The options of a call with the time-outs that fit its kind of work. */
export type Patience = (kind: TimeLimit, options?: CallOptions) => CallOptions

export function createPatience(client: TimeoutOptions = {}): Patience {
  return (kind, options = {}) => ({
    ...options,
    timeout: { ...TIME_LIMITS[kind], ...client, ...options.timeout },
  })
}
