import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

interface ProcessEntry {
  parent: number
  command: string
}

const RUNNER = /^(npx|npm|pnpm|corepack)/
const SHELL = /^(ba|da|z)?sh$/
const INTERVAL_MS = 500

/**
 * Calls back once when the package runner that started this process is gone. `npx pnpm start` is a chain of
 * npx, shells and pnpm; ending npx alone leaves the rest of the chain, which nobody could stop any more.
 * The shell or terminal above may end: with `nohup` that is wanted.
 */
export function watchRunner(onGone: () => void): () => void {
  const chain = findChain()
  if (chain.length < 2) return () => {}
  const timer = setInterval(() => {
    const isIntact = chain.every((pid, index) => {
      const parent = chain[index + 1]
      return parent === undefined || readProcess(pid)?.parent === parent
    })
    if (isIntact) return
    clearInterval(timer)
    onGone()
  }, INTERVAL_MS)
  return () => clearInterval(timer)
}

/** From this process up to the highest package runner, with only runners and their shells in between. */
export function findChain(): number[] {
  const chain = [process.pid]
  let reached = 1
  for (let pid = process.ppid; pid > 1;) {
    const entry = readProcess(pid)
    if (!entry) break
    const kind = kindOf(entry.command)
    if (kind === 'other') break
    chain.push(pid)
    if (kind === 'runner') reached = chain.length
    pid = entry.parent
  }
  return chain.slice(0, reached)
}

/** Judges the program and its script, never what a shell was told to do: `sh -c 'npx ... &'` may end. */
export function kindOf(command: string): 'runner' | 'shell' | 'other' {
  const [program = '', script = ''] = command.split(' ').map((word) => path.basename(word))
  if (SHELL.test(program) && script.startsWith('-')) return 'shell'
  return RUNNER.test(program) || RUNNER.test(script) ? 'runner' : 'other'
}

function readProcess(pid: number): ProcessEntry | undefined {
  try {
    return process.platform === 'linux' ? readLinux(pid) : readPs(pid)
  } catch {
    return undefined
  }
}

function readLinux(pid: number): ProcessEntry {
  const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '')
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  return { parent: Number(afterName.split(' ')[1]), command }
}

function readPs(pid: number): ProcessEntry {
  const line = execFileSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  const [parent = '', ...command] = line.split(' ')
  return { parent: Number(parent), command: command.join(' ').trim() }
}
