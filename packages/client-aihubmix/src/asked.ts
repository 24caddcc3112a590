import type { FormFields } from '@jointo/http-base'
import type { z } from 'zod'

/** What a paid call sends, checked, and what its answer must look like. */
export interface Asked<T> {
  json?: unknown
  form?: FormFields
  schema: z.ZodType<T>
  /** What the schema would give back as it is: most answers, at a fraction of its cost. */
  isPlain?: (value: unknown) => value is T
}

/** The same for an answer in events. */
export interface AskedStream<T> extends Asked<T> {
  /** Whether the answer is whole after this event; a stream that ends before was cut short. */
  isLast: (event: T) => boolean
  alike?: AlikeEvents<T>
}

/** Events of one stream that are nearly the same, read at a fraction of what it costs to parse them. */
export interface AlikeEvents<T> {
  /** Undefined when it is not like the one that was learnt. */
  read(data: string): T | undefined
  /** What the next ones may be like. */
  learn(data: string, event: T): void
}
