import { ServiceError } from '../errors.ts'
import type { ApiKeyScope } from '../types.ts'

const SCOPES: readonly string[] = ['read', 'write'] satisfies ApiKeyScope[]

type Environment = 'live' | 'test'

/** In the order of the list, each once. */
export function readScopes(given: readonly string[] = SCOPES): ApiKeyScope[] {
  const unknown = given.find((scope) => !isScope(scope))
  if (unknown !== undefined) throw refused('scopes', `has "${unknown}": name read, write or both`)
  if (given.length === 0) throw refused('scopes', 'is empty: name read, write or both')
  return SCOPES.filter(isScope).filter((scope) => given.includes(scope))
}

/** @throws ServiceError `invalid_request` for what is no time, or over */
export function readExpiry(given: string | null | undefined): Date | null {
  if (given === null || given === undefined) return null
  const time = Date.parse(given)
  if (Number.isNaN(time)) throw refused('expires_at', 'must be a time such as 2030-01-31T00:00:00Z')
  if (time <= Date.now()) throw refused('expires_at', 'is in the past: name a time to come, or leave it out')
  return new Date(time)
}

/** A key that this deployment would not take is not made. */
export function readEnvironment(given: Environment | undefined, only: Environment | undefined): Environment {
  if (given !== undefined && only !== undefined && given !== only)
    throw refused('environment', `must be ${only}: this server takes no other keys`)
  return given ?? only ?? 'live'
}

function isScope(scope: string): scope is ApiKeyScope {
  return SCOPES.includes(scope)
}

function refused(param: string, problem: string): ServiceError {
  return new ServiceError('invalid_request', `${param} ${problem}.`, { param })
}
