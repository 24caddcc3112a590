import { movesOf } from './all-moves.ts'
import type { Design } from './design.ts'
import { forgetTheRefused } from './forget.ts'
import { Broken, checkWorld } from './rules.ts'
import { ended } from './take-step.ts'
import { begin, copy, keyOf, type World } from './world.ts'

export interface Exploration {
  states: number
  moves: number
  /** The shortest way to the first broken promise. */
  broken: { promise: string; trace: string[] } | undefined
}

/**
 * Breadth first through everything that can happen to one job. Afterwards backwards from all ends: whatever has happened,
 * the job must be able to end without luck, that is without another fault and without help from vendor or customer.
 */
export function explore(design: Design): Exploration {
  const worlds: World[] = [begin()]
  const found = new Map<string, number>([[keyOf(begin()), 0]])
  const cameFrom: number[] = [-1]
  const cameBy: string[] = ['']
  const reversed: number[][] = [[]]
  let moves = 0

  const trace = (index: number, last: string[]): string[] => {
    const lines = [...last]
    for (let at = index; at > 0; at = cameFrom[at] ?? 0) {
      lines.unshift(`${cameBy[at] ?? ''}  [${worlds[at]?.state ?? ''}]`)
    }
    return lines.map((line, number) => `${number + 1}. ${line}`)
  }
  const result = (promise?: string, lines: string[] = []): Exploration => ({
    states: worlds.length,
    moves,
    broken: promise === undefined ? undefined : { promise, trace: lines },
  })

  for (let at = 0; at < worlds.length; at += 1) {
    const here = worlds[at]
    if (here === undefined) break
    for (const move of movesOf(design, here)) {
      moves += 1
      const next = copy(here)
      try {
        move.play(next)
        checkWorld(next)
        forgetTheRefused(design, next)
      } catch (error) {
        if (!(error instanceof Broken)) throw error
        return result(error.message, trace(at, [move.text]))
      }
      const key = keyOf(next)
      let index = found.get(key)
      if (index === undefined) {
        index = worlds.length
        found.set(key, index)
        worlds.push(next)
        cameFrom.push(at)
        cameBy.push(move.text)
        reversed.push([])
      }
      if (move.by === 'ours' || move.by === 'clock') reversed[index]?.push(at)
    }
  }
  const stuck = firstStuck(worlds, reversed)
  return stuck === undefined
    ? result()
    : result(`a job that is ${worlds[stuck]?.state ?? ''} can not end any more`, trace(stuck, []))
}

function firstStuck(worlds: World[], reversed: number[][]): number | undefined {
  const canEnd = new Uint8Array(worlds.length)
  const queue: number[] = []
  const reach = (index: number) => {
    if (canEnd[index] === 1) return
    canEnd[index] = 1
    queue.push(index)
  }
  for (const [index, world] of worlds.entries()) if (ended(world)) reach(index)
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const earlier of reversed[at] ?? []) reach(earlier)
  }
  const stuck = canEnd.indexOf(0)
  return stuck === -1 ? undefined : stuck
}
