import { sqlState } from './errors.ts'

/** Where a client wants to go; its password is nobody's business. */
export interface Destination {
  host: string
  port: number
  database?: string | undefined
  user?: string | undefined
}

/** One line with the cure for a database that can't be reached with what `DATABASE_URL` says; undefined: it is something else. */
export function connectProblem(
  error: unknown,
  { host, port, database, user }: Destination,
): string | undefined {
  switch (sqlState(error)?.replace(/^28.*/, '28')) {
    case '28':
      return `DATABASE_URL: the database at ${host}:${port} does not let ${user} in: correct the user and the password in it.`
    case '3D000':
      return `DATABASE_URL: there is no database "${database}" at ${host}:${port}: create it, or name another.`
    case undefined:
      break
    default:
      return undefined
  }
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `DATABASE_URL: nobody knows the host ${host}: correct it.`
  // No address of a local socket, or a port that is behind a wall.
  if (/^(ECONN|EHOST|ENET|ETIMEDOUT|ENOENT)/.test(code) || /timeout|terminated/i.test(error.message))
    return `DATABASE_URL: no database answers at ${host}:${port} (${code || 'time-out'}): start it, or correct the address.`
  if (/SSL/.test(error.message))
    return `DATABASE_URL: the database at ${host}:${port} speaks no TLS: add ?sslmode=disable, or have it speak TLS.`
  return undefined
}
