import type { RunwayClient } from '../../src/index.ts'

/** What a method must do on the wire. Its verb and path are those of `api.md`. */
export interface Row {
  /** Makes what the call needs, and returns the call. */
  prepare: (runway: RunwayClient) => Promise<() => Promise<unknown>>
  /** Exact JSON of the request; undefined for none. */
  body?: unknown
  /** Exact query. Default: none. */
  query?: Record<string, string>
  /** What the parsed reply holds. */
  reply: unknown
  /** Paid for, or made: never sent twice. */
  once: boolean
}

export type Rows = Record<string, Row>

export const image = 'https://example.com/a.png'
export const video = 'https://example.com/a.mp4'
export const audio = 'https://example.com/a.mp3'

export const anyId: RegExp = /^[\w-]{8,}$/
