import type { Worker, World } from './world.ts'

/** Who makes a move happen: progress must be possible with `ours` and `clock` alone. */
export type By = 'ours' | 'clock' | 'vendor' | 'customer' | 'fault'

/** Something that may happen next. `play` changes a copy of the world. */
export interface Move {
  by: By
  /** In words, for the trace. */
  text: string
  play: (world: World) => void
}

export type WorkerMove = (by: By, text: string, play: (world: World, worker: Worker) => void) => void
