import { fileURLToPath } from 'node:url'
import { watchRunner } from './ancestors.ts'
import { createLog } from './log.ts'
import { readSettings } from './settings.ts'
import { type Programs, startStack } from './stack.ts'
import type { App } from './supervise.ts'

const root = new URL('../../../', import.meta.url)
const scriptOf = (name: string) => fileURLToPath(new URL(`apps/${name}/src/main.ts`, root))
const APPS: App[] = [
  { name: 'api', script: scriptOf('api') },
  // As its own start command: see the README of the worker.
  { name: 'worker', script: scriptOf('worker'), flags: ['--max-semi-space-size=8'] },
]

const CONSOLE_BUILD = fileURLToPath(new URL('apps/console/scripts/build.ts', root))

/** One Ctrl-C can arrive several times: from the terminal, and handed on by npx and pnpm. */
const SAME_SIGNAL_MS = 1_000

/** Runs everything until a signal, then ends the process. Other programs are for tests. */
export async function run(programs: Programs = { apps: APPS, consoleBuild: CONSOLE_BUILD }): Promise<void> {
  const log = createLog(process.stdout)
  const stopWanted = Promise.withResolvers<void>()
  let firstSignalAt: number | undefined
  let killAll = (): void => {}

  const onSignal = (): void => {
    if (firstSignalAt === undefined) {
      firstSignalAt = Date.now()
      log.say('Stopping; once more stops at once.')
      stopWanted.resolve()
    } else if (Date.now() - firstSignalAt > SAME_SIGNAL_MS) {
      killAll()
      process.exit(130)
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  const unwatch = watchRunner(onSignal)

  try {
    const stack = await startStack(readSettings(process.env), programs, log)
    killAll = stack.kill
    try {
      await Promise.race([stack.ready.then(() => stopWanted.promise), stopWanted.promise])
    } finally {
      await stack.stop()
    }
    log.say('Stopped.')
    process.exitCode = 0
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
  unwatch()
  process.exit()
}
