import type { TaskScript } from './faults.ts'

export interface SimTask<Work> {
  id: string
  /** The key that started it: some vendors show a task to nobody else. */
  apiKey: string
  work: Work
  /** Milliseconds since the epoch. */
  createdAt: number
  completesAt: number
  script: TaskScript
}

export interface TaskState {
  phase: 'waiting' | 'running' | 'succeeded' | 'failed'
  /** 0 to 1. */
  progress: number
  /** A status word the script wants said instead of the phase's own. */
  statusWord?: string
}

/** Tasks that move by the time passed since they were made; nothing runs in the background. */
export class TaskStore<Work> {
  readonly #tasks = new Map<string, SimTask<Work>>()
  readonly #seconds: number

  constructor(seconds: number) {
    this.#seconds = seconds
  }

  add(id: string, apiKey: string, work: Work, script: TaskScript = {}): SimTask<Work> {
    const createdAt = Date.now()
    const completesAt = createdAt + (script.seconds ?? this.#seconds) * 1000
    // The script is copied because polling uses its status words up.
    const task = { id, apiKey, work, createdAt, completesAt, script: structuredClone(script) }
    this.#tasks.set(id, task)
    return task
  }

  get(id: string): SimTask<Work> | undefined {
    return this.#tasks.get(id)
  }

  /** Oldest first. */
  all(): SimTask<Work>[] {
    return [...this.#tasks.values()]
  }

  delete(id: string): boolean {
    return this.#tasks.delete(id)
  }

  clear(): void {
    this.#tasks.clear()
  }
}

/** Where the task is now. Reading it uses up one scripted status word, as one poll does. */
export function pollTask(task: SimTask<unknown>): TaskState {
  const statusWord = task.script.statuses?.shift()
  return { ...taskState(task), ...(statusWord !== undefined && { statusWord }) }
}

export function taskState(task: SimTask<unknown>): TaskState {
  const length = task.completesAt - task.createdAt
  const progress = length === 0 ? 1 : Math.min((Date.now() - task.createdAt) / length, 1)
  if (progress < 0.2) return { phase: 'waiting', progress }
  if (progress < 1) return { phase: 'running', progress }
  return { phase: task.script.failure === undefined ? 'succeeded' : 'failed', progress }
}
