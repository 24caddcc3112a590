import { readdirSync, readFileSync } from 'node:fs'

const TICKS_PER_SECOND = 100

/** CPU of a server and all its processes so far, those that have ended included. Seconds. Linux only. */
export function cpuOfTree(root: number): number {
  const parents = new Map<number, number[]>()
  const seconds = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    const fields = Number.isInteger(pid) ? statOf(pid) : undefined
    if (fields === undefined) continue
    const [parent, own, ended] = fields
    parents.set(parent, [...(parents.get(parent) ?? []), pid])
    seconds.set(pid, own + (pid === root ? ended : 0))
  }
  const sum = (pid: number): number =>
    (parents.get(pid) ?? []).reduce((total, child) => total + sum(child), seconds.get(pid) ?? 0)
  return sum(root)
}

/** Most memory that a process ever had resident. MiB. */
export function peakMemoryOf(pid: number): number {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1_024
}

/** Parent, CPU of its own, CPU of the children it has waited for. */
function statOf(pid: number): [number, number, number] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may contain anything.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const at = (field: number): number => fields[field - 3] ?? 0
    return [at(4), (at(14) + at(15)) / TICKS_PER_SECOND, (at(16) + at(17)) / TICKS_PER_SECOND]
  } catch {
    return undefined
  }
}
