import type { Logger } from '@jointo/http-base'
import type { Client } from 'pg'
import { ServiceError } from '../errors.ts'
import { LOCK_NOT_AVAILABLE, sqlState } from './errors.ts'

/** Any number, but the same in every version of this package. */
const LOCK = 7_201_926

export interface TurnOptions {
  logger: Logger
  /** How often it is told who is waited for. Default 5000. */
  tellEveryMs?: number
  /** Migrations of somebody else may take minutes. Default 600000. */
  waitMs?: number
}

/**
 * One process at a time brings the database up to date; the turn ends with the connection.
 * @throws ServiceError `not_ready` that says whose turn does not end
 */
export async function takeTurn(
  client: Client,
  { logger, tellEveryMs = 5_000, waitMs = 600_000 }: TurnOptions,
): Promise<void> {
  const startedAt = performance.now()
  await ask(client, `set lock_timeout = ${tellEveryMs}`)
  for (;;) {
    try {
      await ask(client, `select pg_advisory_lock(${LOCK})`, tellEveryMs)
      return
    } catch (error) {
      if (sqlState(error) !== LOCK_NOT_AVAILABLE) throw error
    }
    const seconds = Math.round((performance.now() - startedAt) / 1_000)
    const holder = await holderOf(client)
    if (performance.now() - startedAt > waitMs) throw tooLong(seconds, holder)
    const fields = { seconds, what: holder?.what ?? 'unknown' }
    logger.warn(fields, 'another process brings the database up to date: waiting for it')
  }
}

interface Holder extends Record<string, unknown> {
  pid: number
  /** Its name and address. */
  what: string
}

async function holderOf(client: Client): Promise<Holder | undefined> {
  const { rows } = await ask<Holder>(
    client,
    `select a.pid, concat('process ', a.pid, ' of the database (', coalesce(nullif(a.application_name, ''), 'unnamed'), ' at ',
                          coalesce(host(a.client_addr), 'this machine'), ', ', a.state, ')') as what
       from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.classid = 0 and l.objid = ${LOCK} and l.objsubid = 1 and l.granted
        and l.database = (select oid from pg_database where datname = current_database())`,
  )
  return rows[0]
}

function tooLong(seconds: number, holder: Holder | undefined): ServiceError {
  const cure =
    holder === undefined
      ? 'Start again.'
      : `If it does not work any more, end it with "select pg_terminate_backend(${holder.pid})", then start again.`
  return new ServiceError(
    'not_ready',
    `Another process has been bringing the database up to date for ${seconds} seconds: ${holder?.what ?? 'it is gone now'}. ${cure}`,
  )
}

/** A server that says nothing for so long beyond what it may take is gone. */
const SILENT_AFTER_MS = 10_000

async function ask<T extends Record<string, unknown>>(client: Client, text: string, mayTakeMs = 0) {
  // The driver reads a time-out of the statement's own; its types know only the connection's.
  const config = { text, query_timeout: mayTakeMs + SILENT_AFTER_MS }
  return client.query<T>(config)
}
