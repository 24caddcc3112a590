import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'

/** The port used last time when it is still free, so that saved connections go on working; else any free one. */
export async function choosePort(file: string): Promise<number> {
  const remembered = Number(await readFile(file, 'utf8').catch(() => ''))
  if (remembered > 0 && (await freePort(remembered)) === remembered) return remembered
  const port = await freePort(0)
  if (port === undefined) throw new Error('This machine has no free TCP port on 127.0.0.1.')
  return port
}

async function freePort(wanted: number): Promise<number | undefined> {
  const server = createServer()
  try {
    server.listen(wanted, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address ? address.port : undefined
  } catch {
    return undefined
  } finally {
    server.close()
  }
}
