import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Call, ClientContext } from './call.ts'
import { isHTTPClientError } from './http-client-error.ts'
import { tellCached } from './observe-call.ts'

/** Who may read an answer again: the same key at the same address. */
function keyOf({ profile, options }: ClientContext, call: Call): string {
  const parts = [
    profile.name,
    options.apiKey,
    call.method,
    call.url.href,
    JSON.stringify([call.headers, call.options?.headers]),
  ]
  return `jointo:${createHash('sha256').update(parts.join('\n')).digest('base64url')}`
}

const STORE_PATIENCE_MS = 1_000

const keptSchema = z.object({ at: z.number(), json: z.unknown() })

/** How long an answer may be read again; 0 where it must not be. */
export function lifetimeOf({ options: { cache } }: ClientContext, call: Call): number {
  if (cache === undefined || call.method !== 'GET' || call.billable === true) return 0
  return Math.max(0, cache.lifetimeMs[call.route.template] ?? call.cacheForMs ?? 0)
}

/**
 * The JSON of a read, from the cache where that is fresh enough, else from `fetch`, else from the cache again where the
 * vendor can't be reached. A cache that fails is as good as none.
 */
export async function readThroughCache<T>(
  context: ClientContext,
  call: Call,
  steps: {
    fetch: () => Promise<{ json: unknown; value: T }>
    /** Undefined where a kept answer is not what is expected any more. */
    parse: (json: unknown) => { value: T } | undefined
  },
): Promise<T> {
  const { cache } = context.options
  const lifetimeMs = lifetimeOf(context, call)
  if (cache === undefined || lifetimeMs === 0) return (await steps.fetch()).value
  const key = keyOf(context, call)
  const kept = await read(context, key)
  const found = kept && steps.parse(kept.json)
  const age = kept === undefined || kept.at > Date.now() ? Infinity : Date.now() - kept.at
  if (found !== undefined && age < lifetimeMs && call.options?.cache !== 'reload') {
    tellCached(context, call, 'fresh')
    return found.value
  }
  try {
    const { json, value } = await steps.fetch()
    await keep(context, key, JSON.stringify({ at: Date.now(), json }), lifetimeMs + cache.staleIfErrorMs)
    return value
  } catch (error) {
    const mayStandIn = isHTTPClientError(error) && error.retryable && age < lifetimeMs + cache.staleIfErrorMs
    if (found === undefined || !mayStandIn) throw error
    tellCached(context, call, 'stale')
    return found.value
  }
}

async function read(context: ClientContext, key: string): Promise<z.infer<typeof keptSchema> | undefined> {
  try {
    const text = await soon(context.options.cache?.store.get(key))
    return typeof text === 'string' ? keptSchema.safeParse(JSON.parse(text)).data : undefined
  } catch (error) {
    complain(context, error)
    return undefined
  }
}

async function keep(context: ClientContext, key: string, text: string, lifetimeMs: number): Promise<void> {
  try {
    await soon(context.options.cache?.store.set(key, text, lifetimeMs))
  } catch (error) {
    complain(context, error)
  }
}

/** A store that hangs is as good as one that fails. */
async function soon<T>(work: Promise<T> | undefined): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('too late')), STORE_PATIENCE_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function complain({ profile, options }: ClientContext, error: unknown): void {
  const reason = error instanceof Error ? error.name : 'unknown'
  options.logger.warn({ provider: profile.id, reason }, 'the response cache failed')
}
