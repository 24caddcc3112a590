import { rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { startEmbeddedPostgres } from './start.ts'

const HELP = `Runs a Postgres on a folder until SIGTERM or SIGINT.
Prints one JSON line {"url","port","pid"} when it takes connections; the server's log goes to standard error.

  --data-dir DIR      where the database lies (made when missing)
  --no-durable        faster, but data is lost when the machine crashes
  --temporary         remove DIR in the end
  --end-with-stdin    also stop when standard input closes, so that no server outlives its caller
`

// The caller may be gone, and its pipes with it: the server must still be stopped in order.
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string' },
      'no-durable': { type: 'boolean', default: false },
      temporary: { type: 'boolean', default: false },
      'end-with-stdin': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const dataDir = values['data-dir']
  if (values.help || !dataDir) {
    process.stdout.write(HELP)
    if (!values.help) throw new Error('--data-dir is missing.')
    return
  }
  const wanted = Promise.withResolvers<void>()
  // Listening before the start: a signal while the files are made ends the server right after.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => wanted.resolve())
  if (values['end-with-stdin']) process.stdin.resume().on('end', wanted.resolve).on('close', wanted.resolve)
  const crashed = Promise.withResolvers<never>()
  const server = await startEmbeddedPostgres({
    dataDir,
    durable: !values['no-durable'],
    onExit: (reason) => crashed.reject(new Error(`The embedded Postgres ended: ${reason}`)),
    onLog: (line) => process.stderr.write(`${line}\n`),
  })
  const { url, port, pid } = server
  process.stdout.write(`${JSON.stringify({ url, port, pid })}\n`)
  await Promise.race([wanted.promise, crashed.promise])
  await server.stop()
  if (values.temporary) await rm(dataDir, { recursive: true, force: true })
  process.exit()
}
