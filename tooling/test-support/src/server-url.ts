import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { SOCKET_VARIABLE, startDatabaseServer } from './database-server.ts'

let known: Promise<string> | undefined

/**
 * Address of the run's database server. `TEST_DATABASE_URL` names one that runs already, for machines on
 * which the embedded one cannot; outside a test run this process gets one that ends with it.
 */
export function databaseServerUrl(): Promise<string> {
  return (known ??= findServer())
}

async function findServer(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL']
  if (given) return given
  const socketPath = process.env[SOCKET_VARIABLE]
  if (!socketPath) return (await startDatabaseServer()).url
  const answer: { url?: string; error?: string } = JSON.parse(await text(connect(socketPath)))
  if (answer.url === undefined) throw new Error(answer.error)
  return answer.url
}
