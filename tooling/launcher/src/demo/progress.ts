import { MultiBar } from 'cli-progress'

export interface Progress {
  /** `share` from 0 to 1. */
  update: (name: string, share: number, status: string) => void
  stop: () => void
}

/** Bars on a terminal; in a pipe a plain line whenever something changed visibly. */
export function createProgress(names: string[], output: NodeJS.WriteStream): Progress {
  return output.isTTY ? bars(names, output) : plainLines(output)
}

function bars(names: string[], output: NodeJS.WriteStream): Progress {
  const multi = new MultiBar({
    format: '{name} [{bar}] {percentage}% {status}',
    stream: output,
    barsize: 30,
    barCompleteChar: '#',
    barIncompleteChar: '.',
    // An interrupted demo must leave the cursor visible.
    hideCursor: false,
  })
  const width = Math.max(...names.map((name) => name.length))
  const label = (name: string): string => name.padEnd(width)
  const all = new Map(
    names.map((name) => [name, multi.create(100, 0, { name: label(name), status: 'queued' })]),
  )
  return {
    update: (name, share, status) =>
      all.get(name)?.update(Math.round(share * 100), { name: label(name), status }),
    stop: () => multi.stop(),
  }
}

function plainLines(output: NodeJS.WriteStream): Progress {
  const last = new Map<string, string>()
  return {
    update: (name, share, status) => {
      const quarter = Math.floor(share * 4) * 25
      const line = `${name} ${status} ${quarter}%`
      if (last.get(name) === line) return
      last.set(name, line)
      output.write(`${line}\n`)
    },
    stop: () => {},
  }
}
