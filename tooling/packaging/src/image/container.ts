import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { plainEnvironment, run } from '../run.ts'
import type { BuiltImage } from './build-image.ts'

export interface Container {
  /** Resolves when the image's own health check is content. */
  healthy: () => Promise<void>
  /** SIGTERM; the exit code, and what it printed. */
  stop: () => Promise<{ code: number | null; said: string }>
}

/** Starts the command of an image with its environment and `settings`, as an engine would. */
export function startContainer(image: BuiltImage, settings: Readonly<Record<string, string>>): Container {
  const env = { PATH: plainEnvironment()['PATH'] ?? '', ...image.environment, ...settings }
  const [command = '', ...args] = image.command
  const child = spawn(command, args, {
    cwd: image.workingDirectory,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = Promise.all([text(child.stdout), text(child.stderr)]).then((parts) => parts.join(''))
  const ended = once(child, 'close')
  const killed = (): void => void child.kill('SIGKILL')
  process.once('exit', killed)
  return {
    async healthy() {
      const [probe = '', ...rest] = image.healthcheck
      for (const until = Date.now() + 180_000; ; await sleep(300)) {
        if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}:\n${await said}`)
        if (await run(probe, rest, { cwd: image.workingDirectory, env }).then(isTrue, isFalse)) return
        if (Date.now() > until) {
          killed()
          throw new Error(`not healthy within three minutes:\n${await said}`)
        }
      }
    },
    async stop() {
      child.kill('SIGTERM')
      const timer = setTimeout(killed, 30_000)
      await ended
      clearTimeout(timer)
      process.off('exit', killed)
      return { code: child.exitCode, said: await said }
    },
  }
}

const isTrue = (): boolean => true
const isFalse = (): boolean => false
