import path from 'node:path'

export interface LauncherSettings {
  host: string
  /** 0: any free port. */
  port: number
  /** Absolute. */
  dataDir: string
  /** Undefined: the embedded database. */
  databaseUrl: string | undefined
}

/** A start that cannot succeed. The message is one line that names the cure. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

/** Reads what the launcher itself needs; the apps check the rest. Empty counts as absent. */
export function readSettings(environment: NodeJS.ProcessEnv): LauncherSettings {
  const read = (name: string): string | undefined => environment[name]?.trim() || undefined
  const port = read('PORT') ?? '8787'
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new StartError(`PORT is "${port}": set it to a number from 0 (any free port) to 65535.`)
  }
  return {
    host: read('HOST') ?? '127.0.0.1',
    port: Number(port),
    dataDir: path.resolve(read('DATA_DIR') ?? '.jointo'),
    databaseUrl: read('DATABASE_URL'),
  }
}

/** Address under which this machine reaches a server that listens on `host`. */
export function localUrl(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}
