import type { TimeoutOptions } from '@jointo/http-base'

export type TimeLimit = 'image' | 'audio' | 'chat' | 'startVideo' | 'download'

/** Time-outs of work whose answer comes when it is done. Options of the client and of the call go before them. */
export const TIME_LIMITS: Readonly<Record<TimeLimit, TimeoutOptions>> = {
  // Below the 240 s that a worker is given to end.
  image: { responseMs: 220_000, totalMs: 230_000 },
  audio: { responseMs: 110_000, totalMs: 120_000 },
  chat: { responseMs: 280_000, idleMs: 120_000, totalMs: 600_000 },
  startVideo: { responseMs: 110_000, totalMs: 120_000 },
  download: { idleMs: 60_000, totalMs: 900_000 },
}
