import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { ResponseHeaders } from './transport.ts'
import type { FormFields } from './form.ts'
import type { CallOptions, TimeoutOptions } from './options.ts'

export type QueryValue = string | number | boolean | undefined

/** What a client's method says about its call. */
export interface RequestSpec {
  query?: Readonly<Record<string, QueryValue>> | undefined
  json?: unknown
  form?: FormFields | undefined
  /** Sent as it is; say its type in `headers`. */
  body?: Uint8Array | Blob | undefined
  /** Sending it twice may cost twice. Default false. */
  billable?: boolean | undefined
  headers?: Readonly<Record<string, string>> | undefined
  /** Class of the rate limiter. Default `generation` where billable, else `other`. */
  rateClass?: string | undefined
  /** How long the answer of a read may be kept, where the client has a cache. Default: never. */
  cacheForMs?: number | undefined
  /** `none` sends neither the key nor the vendor's other headers. Default `key`. */
  auth?: 'key' | 'none' | undefined
  /** Blotted out of everything that is told about the call, beside the key. */
  secrets?: readonly string[] | undefined
  /** Time-outs that fit the route better than the vendor's. Those of the client's owner and of the caller go before them. */
  timeout?: TimeoutOptions | undefined
  /** Most decoded bytes of the answer in memory. Default 64 MiB. */
  maxResponseBytes?: number | undefined
  /** Data of the event after which a stream of events says nothing more. It is not told. */
  lastEvent?: string | undefined
  /** What the caller of the method asks for. */
  options?: CallOptions | undefined
}

export interface ParsedRequestSpec<T> extends RequestSpec {
  /** What the answer must look like; unknown fields are for the schema to keep or drop. An empty answer is `undefined`. */
  schema: z.ZodType<T>
  /** What the schema would give back as it is. Most answers of a busy route are, at a fraction of its cost. */
  isPlain?: ((json: unknown) => json is T) | undefined
}

/** A whole answer. */
export interface Reply {
  status: number
  headers: ResponseHeaders
  bytes: Buffer
  /** Without parameters: `image/png`. */
  mediaType: string | undefined
  requestId: string | undefined
}

/** An answer that is still coming. Destroy the stream to stop it. */
export interface StreamReply {
  status: number
  headers: ResponseHeaders
  stream: Readable
  mediaType: string | undefined
  contentLength: number | undefined
  requestId: string | undefined
}
