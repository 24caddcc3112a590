import { drizzle } from 'drizzle-orm/node-postgres'
import { Client } from 'pg'
import type { ServiceContext } from '../context.ts'
import { TIMEOUTS } from '../db/client.ts'
import type { InvariantResult } from '../types.ts'
import { checkInvariants } from './check.ts'

/** Of one rule. A request that waits for all of them is given up by our server a little later. */
const RULE_TIMEOUT_MS = 120_000

type Check = Promise<InvariantResult[]>

/** What is under way, and what those get who came meanwhile. */
const checks = new WeakMap<ServiceContext, { now: Check; next?: Check }>()

/**
 * Asks every rule of all rows, on a connection of its own: that takes as long as there are rows, longer than requests may keep
 * others waiting. One check at a time; whoever asks gets one that began afterwards, shared with all who asked meanwhile.
 */
export function checkNow(context: ServiceContext): Check {
  const current = checks.get(context)
  if (current === undefined) return begin(context)
  current.next ??= current.now.then(
    () => begin(context),
    () => begin(context),
  )
  return current.next
}

function begin(context: ServiceContext): Check {
  const turn: { now: Check; next?: Check } = { now: check(context) }
  checks.set(context, turn)
  const end = (): void => {
    if (turn.next === undefined) checks.delete(context)
  }
  turn.now.then(end, end)
  return turn.now
}

async function check({ settings, logger }: ServiceContext): Check {
  const client = new Client({
    connectionString: settings.databaseUrl,
    application_name: 'jointo',
    ...TIMEOUTS,
    statement_timeout: RULE_TIMEOUT_MS,
    query_timeout: RULE_TIMEOUT_MS + TIMEOUTS.query_timeout - TIMEOUTS.statement_timeout,
  })
  // A server that goes away between two rules is told by the next one.
  client.on('error', (error) => logger.warn({ error: error.message }, 'database connection lost'))
  try {
    await client.connect()
    return await checkInvariants(drizzle(client, { casing: 'snake_case' }))
  } finally {
    await client.end().catch(() => undefined)
  }
}
