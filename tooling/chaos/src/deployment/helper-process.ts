import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface HelperProcess<T> {
  /** What it told in its first line. */
  told: T
  stop: () => Promise<void>
}

/** A server of this tool in a process of its own, which ends when its standard input closes. */
export async function startHelper<T>(file: string): Promise<HelperProcess<T>> {
  const script = fileURLToPath(new URL(file, import.meta.url))
  const child = spawn(process.execPath, ['--conditions=@jointo/source', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl-C is for the caller, which closes the pipe when it has looked at everything.
    detached: true,
  })
  const exited = new Promise<void>((resolve) => void child.once('exit', () => resolve()))
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([
    new Promise<string>((resolve) => void lines.once('line', resolve)),
    exited.then(() => undefined),
  ])
  if (first === undefined) throw new Error(`${file} did not start`)
  return {
    told: JSON.parse(first),
    stop: async () => {
      child.stdin.end()
      await exited
    },
  }
}
