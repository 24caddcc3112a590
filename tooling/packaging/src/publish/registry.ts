import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { plainEnvironment, ownUserConfig } from '../run.ts'

export interface Registry {
  url: string
  /** For npm and pnpm: our scope from here, everything else as this machine has it. */
  userConfig: string
  stop: () => Promise<void>
}

/** A registry on this machine that holds our packages and knows no other. */
export async function startRegistry(verdaccio: string, folder: string): Promise<Registry> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const config = path.join(folder, 'verdaccio.yaml')
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    config,
    `storage: ./storage
uplinks: {}
packages:
  '@jointo/*': { access: $all, publish: $anonymous }
max_body_size: 50mb
log: { type: stdout, format: pretty, level: warn }
`,
  )
  const child = spawn(process.execPath, [verdaccio, '--config', config, '--listen', `127.0.0.1:${port}`], {
    cwd: folder,
    env: plainEnvironment(),
    stdio: 'ignore',
  })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  await untilAnswered(`${url}/-/ping`, () => child.exitCode)
  const userConfig = path.join(folder, 'npmrc')
  const own = await readFile(ownUserConfig(), 'utf8').catch(() => '')
  writeFileSync(userConfig, `${own}\n@jointo:registry=${url}/\n//127.0.0.1:${port}/:_authToken=anybody\n`)
  return {
    url,
    userConfig,
    async stop() {
      process.off('exit', kill)
      child.kill('SIGTERM')
      await once(child, 'close')
    },
  }
}

async function untilAnswered(url: string, exitCode: () => number | null): Promise<void> {
  for (const until = Date.now() + 60_000; ; await sleep(200)) {
    if (
      await fetch(url).then(
        (reply) => reply.ok,
        () => false,
      )
    )
      return
    if (exitCode() !== null || Date.now() > until) throw new Error(`the registry does not answer at ${url}`)
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || address === null) throw new Error('no free port')
  return address.port
}
