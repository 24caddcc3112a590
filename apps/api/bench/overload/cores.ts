import { execFileSync } from 'node:child_process'

/** Cores that this process may use; empty where no process can be kept to one (`taskset` is Linux's). */
export function ownCores(): number[] {
  try {
    const list =
      execFileSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' })
        .split(': ')
        .at(-1) ?? ''
    return list.trim().split(',').flatMap(range)
  } catch {
    return []
  }
}

/** What is started meanwhile keeps to this core, with all that it starts itself. */
export async function onCore<T>(core: number | undefined, start: () => T | Promise<T>): Promise<T> {
  if (core === undefined) return start()
  const before = ownCores()
  keepTo([core])
  try {
    return await start()
  } finally {
    keepTo(before)
  }
}

function keepTo(cores: readonly number[]): void {
  execFileSync('taskset', ['-cp', cores.join(','), String(process.pid)], { stdio: 'ignore' })
}

/** `0-3` or `5`. */
function range(part: string): number[] {
  const [first = 0, last = first] = part.split('-').map(Number)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
