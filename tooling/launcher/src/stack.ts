import { banner } from './banner.ts'
import { buildConsole } from './console.ts'
import { type Database, startDatabase } from './database.ts'
import type { Log } from './log.ts'
import { claimPort } from './port.ts'
import { waitUntilReady } from './ready.ts'
import { type LauncherSettings, localUrl, StartError } from './settings.ts'
import { type App, type Supervised, supervise } from './supervise.ts'

export interface Stack {
  /** Resolves when the API answers; rejects with a StartError when an app gives up before. */
  ready: Promise<void>
  /** Apps first, then the database they use. Within the contract's 10 seconds. */
  stop: () => Promise<void>
  kill: () => void
}

export interface Programs {
  apps: App[]
  /** A script that builds the web console, if it is to be built. */
  consoleBuild?: string
}

/** Together below 10 s, leaving a moment for Node itself to end. */
const APPS_DEADLINE_MS = 8_800
const DATABASE_DEADLINE_MS = 800

/** Starts the database (unless one is named), then all apps at once. */
export async function startStack(
  settings: LauncherSettings,
  { apps, consoleBuild }: Programs,
  log: Log,
): Promise<Stack> {
  const port = await claimPort(settings.host, settings.port)
  const startup = new AbortController()
  const supervised: Supervised[] = []
  const database: Database | undefined = settings.databaseUrl
    ? undefined
    : await startDatabase(settings.dataDir, log, () => supervised.forEach((app) => app.restart()))
  const building = consoleBuild === undefined ? undefined : buildConsole(consoleBuild, log, startup.signal)

  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    HOST: settings.host,
    PORT: String(port),
    DATA_DIR: settings.dataDir,
    // Ctrl-C ends everything within ten seconds; what is cut off is taken up at the next start.
    WORKER_DRAIN_SECONDS: process.env['WORKER_DRAIN_SECONDS'] || '8',
    ...(database && {
      DATABASE_URL: database.url(),
      JOINTO_EMBEDDED: '1',
      MOCK_PROVIDER: process.env['MOCK_PROVIDER'] || 'on',
    }),
  })

  const url = localUrl(settings.host, port)
  let isReady = false
  for (const app of apps) {
    supervised.push(
      supervise({
        app,
        environment,
        onLine: (line) => log.line(app.name, line),
        onRestart: (delayMs) => log.say(`Starting the ${app.name} again in ${delayMs / 1_000} s.`),
        onDeath: (reason, exitCode) => {
          log.say(`The ${app.name} ended (${reason}).`)
          // An app that cannot even start says why itself, and trying again would not help.
          const gaveUp = !isReady && exitCode !== null && exitCode !== 0
          if (gaveUp) startup.abort(new StartError(`The ${app.name} could not start: see its lines above.`))
          return !gaveUp
        },
      }),
    )
  }
  const announce = async (): Promise<void> => {
    await waitUntilReady(`${url}/readyz`, startup.signal)
    isReady = true
    const hasConsole = (await building) === true
    const hasMock = environment()['MOCK_PROVIDER'] === 'on'
    log.raw(
      await banner({ url, dataDir: settings.dataDir, embedded: database !== undefined, hasMock, hasConsole }),
    )
  }
  return {
    ready: announce(),
    stop: async () => {
      startup.abort()
      await Promise.all(supervised.map((app) => app.stop(APPS_DEADLINE_MS)))
      await database?.stop(DATABASE_DEADLINE_MS)
    },
    kill: () => {
      for (const app of supervised) app.kill()
      database?.kill()
    },
  }
}
