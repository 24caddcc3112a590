import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { bundleProgram } from './bundle-program.ts'
import { startDatabaseServer } from './database-server.ts'
import { DESK_VARIABLE, openDesk } from './desk.ts'

/**
 * What a whole run shares, each made when the first test asks for it: a run without database tests pays nothing for a
 * database.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jointo-test-'))
  let server: ReturnType<typeof startDatabaseServer> | undefined
  const programs = new Map<string, Promise<string>>()
  const programOf = (script: string): Promise<string> => {
    const known =
      programs.get(script) ?? bundleProgram(script, path.join(folder, 'programs', String(programs.size)))
    programs.set(script, known)
    return known
  }
  const socketPath = path.join(folder, 'desk')
  const desk = await openDesk(socketPath, async (question) => {
    const [what, script = ''] = question.split(/ (.*)/s)
    if (what === 'program') return programOf(script)
    server ??= startDatabaseServer()
    return (await server).url
  })
  process.env[DESK_VARIABLE] = socketPath
  // Tests start the apps dozens of times: what Node made of the sources once, the next process takes.
  process.env['NODE_COMPILE_CACHE'] ??= path.join(folder, 'compiled')

  return async () => {
    desk.close()
    await server?.then((one) => one.stop()).catch(() => {})
    // A process that is just ending may still write what it compiled.
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}
