import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { folderWith } from './folder.ts'

/** A registry of one package, on a port of this machine. Its address. */
export async function registryOf(name: string, version: string): Promise<string> {
  const manifest = { name, version }
  const folder = folderWith({ 'package/package.json': JSON.stringify(manifest) })
  execFileSync('tar', ['-czf', 'all.tgz', 'package'], { cwd: folder })
  const archive = readFileSync(path.join(folder, 'all.tgz'))
  const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`
  const server = createServer((request, response) => {
    if (request.url === '/all.tgz') return response.end(archive)
    if (request.url !== `/${name}`) return response.writeHead(404).end('{}')
    const dist = { tarball: `${addressOf(server)}/all.tgz`, integrity }
    const versions = { [version]: { ...manifest, dist } }
    return response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return addressOf(server)
}

/** An address where nobody answers. */
export async function nobody(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = addressOf(server)
  await new Promise((resolve) => server.close(resolve))
  return address
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
