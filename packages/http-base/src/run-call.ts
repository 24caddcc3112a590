import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { factsOf, type Call, type ClientContext } from './call.ts'
import { AbortError, isHTTPClientError, type HTTPClientError } from './http-client-error.ts'
import { observeCall, quietly } from './observe-call.ts'
import { decideRetry } from './retry.ts'

/**
 * The one loop that sends a call again. Every attempt waits for its turn at the limiter; nothing is held between two.
 *
 * @param streamOf the answer's stream, where the call is over only when that ends
 */
export async function runCall<T>(
  context: ClientContext,
  call: Call,
  once: () => Promise<T>,
  streamOf?: (result: T) => Readable,
): Promise<T> {
  const { options, limiter, retryBudget } = context
  const { retry } = options
  const { billable = false, options: { signal, beforeSend, maxAttempts = retry.maxAttempts } = {} } = call
  const rateClass = call.rateClass ?? (billable ? 'generation' : 'other')
  const observed = observeCall(context, call)
  const send = beforeSend === undefined ? once : () => Promise.resolve(beforeSend()).then(once)
  /** The last try that may have been taken. */
  let unclear: HTTPClientError | undefined
  let atOtherHost = false
  retryBudget.earn()
  for (; ; call.attempt += 1) {
    try {
      signal?.throwIfAborted()
      const run = <R>(work: () => Promise<R>): Promise<R> => limiter.run(rateClass, work, signal)
      const result = await observed.within(() =>
        streamOf === undefined ? run(send) : runStream(run, send, streamOf),
      )
      if (streamOf === undefined) observed.end()
      else endWith(streamOf(result), observed.end)
      return result
    } catch (thrown) {
      // A caller who stops a repeat does not undo what came before it.
      const error = asOurs(
        unclear !== undefined && isStopped(thrown, call) ? unclear : thrown,
        call,
        observed.end,
      )
      if (error === unclear) {
        observed.end(error)
        throw error
      }
      if (!atOtherHost && switchHost(context, call, error)) {
        atOtherHost = true
        continue
      }
      const { attempt } = call
      const delayMs = decideRetry({ error, attempt, maxAttempts, billable, retry, random: Math.random() })
      if (delayMs === undefined || !retryBudget.spend()) {
        // What an earlier attempt may have started is not undone by how the last one ended.
        if (unclear !== undefined) markAmbiguous(error)
        observed.end(error)
        throw error
      }
      if (billable && error.disposition === 'ambiguous') unclear = error
      quietly(() => logRepeat(context, error, delayMs))
      // An abort ends the pause; the next turn of the loop tells it.
      await sleep(delayMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
    }
  }
}

/**
 * A host that can't be reached may have a twin. Nothing was sent, so nothing can be paid for twice, and the try is one
 * more than the caller allowed.
 */
function switchHost({ options }: ClientContext, call: Call, { code, disposition }: HTTPClientError): boolean {
  const { backupBaseUrl } = options
  const unreachable = disposition === 'not_sent' && (code === 'connection_failed' || code === 'timeout')
  if (!unreachable || !call.ownApi || backupBaseUrl === undefined) return false
  call.url = new URL(backupBaseUrl + call.route.path + call.url.search)
  return true
}

/** A stream keeps its place at the limiter until it has ended. */
function runStream<T>(
  run: (work: () => Promise<void>) => Promise<void>,
  once: () => Promise<T>,
  streamOf: (result: T) => Readable,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const untilClosed = async (): Promise<void> => {
      const result = await once()
      const stream = streamOf(result)
      const closed = stream.closed ? undefined : new Promise<void>((done) => stream.once('close', done))
      resolve(result)
      await closed
    }
    run(untilClosed).catch(reject)
  })
}

function markAmbiguous(error: HTTPClientError): void {
  const phase = error.phase === 'not_sent' ? 'sent_no_reply' : error.phase
  const message = error.message.replace(/, not_sent\b/, ', sent_no_reply')
  Object.assign(error, { message, phase, disposition: 'ambiguous', retryable: false })
}

/** The reader's leaving is no failure. */
function endWith(stream: Readable, end: (error?: HTTPClientError) => void): void {
  stream.once('close', () => end(isHTTPClientError(stream.errored) ? stream.errored : undefined))
}

/** Neither a failure of the call nor an abort: what `beforeSend` has thrown. */
const isStopped = (error: unknown, { options }: Call): boolean =>
  !isHTTPClientError(error) && options?.signal?.aborted !== true

/** An abort before the start gets our form; a bug keeps its own. */
function asOurs(error: unknown, call: Call, end: (error: unknown) => void): HTTPClientError {
  if (isHTTPClientError(error)) return error
  const signal = call.options?.signal
  if (signal?.aborted !== true) {
    end(error)
    throw error
  }
  return new AbortError({
    ...factsOf(call),
    phase: 'not_sent',
    disposition: 'not_sent',
    cause: signal.reason,
  })
}

function logRepeat({ profile, options }: ClientContext, error: HTTPClientError, delayMs: number): void {
  const { method, route, attempt, code, status } = error
  const fields = { provider: profile.id, method, route, attempt, code, status, delayMs }
  options.logger.debug(fields, 'vendor call sent again')
}
