import {
  BatchedSequence,
  eachBatch,
  HTTPStatusError,
  InvalidResponseError,
  type CallFacts,
  type ServerSentEvent,
} from '@jointo/http-base'
import type { z } from 'zod'
import type { AlikeEvents } from './asked.ts'
import { describeError, isErrorInside, type DescribedError } from './describe-error.ts'
import { cleanFailure, type CleanText } from './failed-errors.ts'
import { parseJson } from './parse-json.ts'
import type { RoutePath } from './routes.ts'

export interface EventRules<T> {
  route: RoutePath
  schema: z.ZodType<T>
  /** What needs no schema, because it is as it should be already. */
  isPlain?: ((value: unknown) => value is T) | undefined
  /** Whether the answer is whole after this event; a stream that ends before was cut short. */
  isLast: (event: T) => boolean
  alike?: AlikeEvents<T> | undefined
  cleanText: CleanText
}

interface OpenedEvents<T> {
  events: AsyncIterable<ServerSentEvent>
  rules: EventRules<T>
}

/**
 * The events of an answer that was paid for, as they come. It is opened when the first is wanted.
 * @throws HTTPStatusError for an error told in the stream, InvalidResponseError for what is not understood or cut short
 */
export function readEvents<T>(open: () => OpenedEvents<T>): BatchedSequence<T> {
  return new BatchedSequence(readBatches(open))
}

async function* readBatches<T>(open: () => OpenedEvents<T>): AsyncGenerator<readonly T[], void, undefined> {
  const { events, rules } = open()
  let isFinished = false
  for await (const batch of eachBatch(events)) {
    const read = readBatch(batch, rules)
    isFinished ||= read.events.some((event) => rules.isLast(event))
    if (read.events.length > 0) yield read.events
    if (read.error !== undefined) throw read.error
    if (read.isDone) break
  }
  if (!isFinished) throw unreadable(rules.route, 'the stream ended before the answer did')
}

/** What came before an error is told before it. */
function readBatch<T>(
  batch: readonly ServerSentEvent[],
  { route, schema, isPlain, alike, cleanText }: EventRules<T>,
): { events: T[]; isDone: boolean; error?: unknown } {
  const events: T[] = []
  try {
    for (const { data } of batch) {
      const known = alike?.read(data)
      if (known !== undefined) {
        events.push(known)
        continue
      }
      const text = data.trim()
      if (text === '') continue
      if (text === '[DONE]') return { events, isDone: true }
      const value = parseJson(data)
      const told = toldError(value)
      if (told !== undefined) throw spokenError(route, told, cleanText)
      const isReady = isPlain?.(value) === true
      if (isReady) alike?.learn(data, value)
      events.push(isReady ? value : understood(route, schema, value))
    }
    return { events, isDone: false }
  } catch (error) {
    return { events, isDone: true, error }
  }
}

function understood<T>(route: RoutePath, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw unreadable(route, 'an event is not understood')
  return parsed.data
}

/** Says success and may have been paid for, but is not what was promised. */
export function unreadable(route: RoutePath, message: string, requestId?: string): InvalidResponseError {
  return new InvalidResponseError(message, { ...factsOf(route), requestId })
}

/** An error that came as an event, after the status had said 200: some of the answer may have been paid for. */
function spokenError(route: RoutePath, error: DescribedError, clean: CleanText): HTTPStatusError {
  const { code: vendorCode, message: vendorMessage } = cleanFailure({ error }, clean).error
  return new HTTPStatusError({ ...factsOf(route), vendorCode, vendorMessage })
}

function factsOf(route: RoutePath): CallFacts & { status: number } {
  return {
    method: 'POST',
    route: String(route),
    attempt: 1,
    phase: 'replied',
    disposition: 'ambiguous',
    retryable: false,
    status: 200,
  }
}

/** The chat form, Anthropic's, and the two of the responses route: an `error` event, and a response that failed. */
function toldError(value: unknown): DescribedError | undefined {
  if (isErrorInside(value)) return describeError(value) ?? {}
  if (typeof value !== 'object' || value === null || !('type' in value)) return undefined
  if (value.type === 'error') return describeError({ error: value }) ?? {}
  if (value.type === 'response.failed' && 'response' in value) return describeError(value.response) ?? {}
  return undefined
}
