import { z } from 'zod'
import { ProviderError } from '../provider-error.ts'

/** All there is to know about a mock task. It travels inside the task's id, so no process needs a memory of it. */
export interface MockTask {
  prompt: string
  width: number
  height: number
  seconds: number
  seed: number
  /** Unix milliseconds. */
  startedAt: number
  taskMs: number
  outcome: 'succeed' | 'fail'
}

const PREFIX = 'mocktask_'

const taskSchema: z.ZodType<MockTask> = z.object({
  prompt: z.string(),
  width: z.int().min(16).max(1024),
  height: z.int().min(16).max(1024),
  seconds: z.number().min(1).max(10),
  seed: z.int(),
  startedAt: z.number(),
  taskMs: z.number().min(0),
  outcome: z.enum(['succeed', 'fail']),
})

export function encodeTask(task: MockTask): string {
  return PREFIX + Buffer.from(JSON.stringify(task)).toString('base64url')
}

/** @throws ProviderError `result_unavailable` when the id is not one of ours */
export function decodeTask(vendorTaskId: string): MockTask {
  if (vendorTaskId.startsWith(PREFIX)) {
    try {
      const json = Buffer.from(vendorTaskId.slice(PREFIX.length), 'base64url').toString()
      return taskSchema.parse(JSON.parse(json))
    } catch {
      // Falls through: an id that was cut or made up.
    }
  }
  throw new ProviderError('result_unavailable', 'The mock does not know this task.')
}

/** 0 at the start, 1 when the task is over. */
export function taskProgress(task: MockTask, now: number): number {
  if (task.taskMs === 0) return 1
  return Math.min(1, Math.max(0, (now - task.startedAt) / task.taskMs))
}
