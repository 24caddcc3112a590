import { ServiceError, type ServiceErrorCode } from '../errors.ts'
import { isDatabaseUnavailable, POOL_IS_BUSY, sqlState } from './errors.ts'

/** Told where somebody waits for an answer; undefined: it is something else. */
export function databaseAway(error: unknown): ServiceError | undefined {
  if (!isDatabaseUnavailable(error)) return undefined
  const [code, what] = whatIsAway(error)
  return new ServiceError(code, `${what} Try again shortly.`, { retryAfterMs: 2_000, cause: error })
}

function whatIsAway(error: unknown): [ServiceErrorCode, string] {
  if (isPoolBusy(error))
    return ['overloaded', 'Too much is going on: no connection to the database became free in time.']
  const state = sqlState(error) ?? ''
  if (isFull(error)) return ['not_ready', 'The database takes no more connections at the moment.']
  if (/^(40|55P03|57014)/.test(state)) return ['not_ready', 'The database did not finish this in time.']
  return ['not_ready', 'The database can not be reached at the moment.']
}

/** Nothing is wrong with the database, as far as one knows: others have all connections of this process. */
export function isPoolBusy(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause)
    if (current.message === POOL_IS_BUSY) return true
  return false
}

/** As many are connected as it takes, from here or elsewhere. */
export function isFull(error: unknown): boolean {
  return sqlState(error) === '53300'
}

/** What the server itself says; its messages about connections hold no secrets. */
export function serverWords(error: unknown): string {
  let words = ''
  for (let current = error; current instanceof Error; current = current.cause)
    if ('code' in current) words = current.message.split('\n')[0] ?? ''
  return words
}
