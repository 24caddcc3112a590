import { startDatabaseServer } from './database-server.ts'
import { askDesk, DESK_VARIABLE } from './desk.ts'

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
  const desk = process.env[DESK_VARIABLE]
  return desk === undefined ? (await startDatabaseServer()).url : askDesk(desk, 'database')
}
