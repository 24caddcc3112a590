import { once } from 'node:events'
import { createServer } from 'node:net'
import { StartError } from './settings.ts'

/**
 * Makes sure that the API will be able to listen, before anything is started.
 *
 * @returns the port, a free one for 0
 * @throws {StartError} naming the variable to change
 */
export async function claimPort(host: string, port: number): Promise<number> {
  const server = createServer()
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new StartError(explain(error, host, port), { cause: error })
  }
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : port
}

function explain(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return `PORT ${port} is in use: stop the other program, or choose a port: PORT=${port + 1} npx -y pnpm@12 start`
  }
  if (code === 'EACCES') return `PORT ${port} needs special rights: set PORT to one above 1023.`
  return `HOST "${host}" is not an address of this machine: set HOST to 127.0.0.1 or 0.0.0.0.`
}
