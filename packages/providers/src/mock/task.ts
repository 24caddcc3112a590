import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { ProviderError } from '../provider-error.ts'
import type { GenerationRequest, StatusResult, Usage } from '../spec/generation.ts'
import { SLOW_FACTOR } from './behaviour.ts'
import { FAILURE } from './faults.ts'
import { MOCK_SCENARIOS, type MockScenario, type Script } from './scenario.ts'

/** What a task makes. */
export type TaskPlan =
  | { kind: 'video' | 'video_upscale'; width: number; height: number; seconds: number }
  | { kind: 'music'; seconds: number }
  | { kind: 'model_3d' }

/**
 * All there is to know about a mock task. It travels inside the task's id, so no process needs a memory of it. Ids stand in logs and
 * in what is kept of a job: there are no words in them.
 */
export interface MockTask {
  plan: TaskPlan
  /** What the prompt comes to: the same prompt makes the same file. */
  motif: string
  seed: number
  /** Unix milliseconds. */
  startedAt: number
  taskMs: number
  scenarios: readonly MockScenario[]
}

const PREFIX = 'mocktask_'
const POLL_AFTER_MS = 500
const STUCK_AT = 0.42

const side = z.int().min(16).max(1024)

const taskSchema: z.ZodType<MockTask> = z.object({
  plan: z.discriminatedUnion('kind', [
    z.object({
      kind: z.enum(['video', 'video_upscale']),
      width: side,
      height: side,
      seconds: z.number().positive().max(10),
    }),
    z.object({ kind: z.literal('music'), seconds: z.number().min(1).max(60) }),
    z.object({ kind: z.literal('model_3d') }),
  ]),
  motif: z.string().regex(/^[0-9a-f]{8}$/),
  seed: z.int(),
  startedAt: z.number(),
  taskMs: z.number().min(0),
  scenarios: z.array(z.enum(MOCK_SCENARIOS)),
})

export function createTask(
  plan: TaskPlan,
  { input }: GenerationRequest,
  { words, scenarios }: Script,
  { now, taskMs }: { now: number; taskMs: number },
): MockTask {
  return {
    plan,
    motif: motifOf(words, input),
    seed: input.seed ?? 0,
    startedAt: now,
    taskMs: taskMs * (scenarios.includes('slow') ? SLOW_FACTOR : 1),
    scenarios,
  }
}

/** Of the prompt, or else of the given pictures. */
function motifOf(words: string, { images = [] }: GenerationRequest['input']): string {
  const source = words === '' ? JSON.stringify(images) : words
  return createHash('sha256').update(source).digest('hex').slice(0, 8)
}

/** No two tasks have the same id, also when the same is asked for twice in one millisecond. */
export function encodeTask(task: MockTask): string {
  const unique = randomBytes(9).toString('base64url')
  return PREFIX + Buffer.from(JSON.stringify({ ...task, unique })).toString('base64url')
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
export function taskProgress({ startedAt, taskMs, scenarios }: MockTask, now: number): number {
  const passed = taskMs === 0 ? 1 : Math.min(1, Math.max(0, (now - startedAt) / taskMs))
  return scenarios.includes('stuck') ? Math.min(passed, STUCK_AT) : passed
}

export function taskStatus(task: MockTask, now: number): StatusResult {
  const progress = taskProgress(task, now)
  return toStatus(vendorWord(task, progress), progress, usageOf(task.plan))
}

/** What a vendor behind the mock would answer. */
function vendorWord({ scenarios }: MockTask, progress: number): string {
  if (progress === 1) return scenarios.includes('fail') ? 'FAILED' : 'SUCCEEDED'
  const isDreaming = scenarios.includes('unknown_status') && progress >= 0.25 && progress < 0.75
  return isDreaming ? 'DREAMING' : 'RUNNING'
}

/** A word that nobody knows is neither an end nor a failure: the task may still be running, and paid for. */
function toStatus(word: string, progress: number, usage: Usage): StatusResult {
  switch (word) {
    case 'SUCCEEDED':
      return { state: 'completed', outputs: [{ index: 0 }], usage }
    case 'FAILED':
      return { state: 'failed', failure: FAILURE }
    case 'RUNNING':
      return { state: 'pending', progress, pollAfterMs: POLL_AFTER_MS }
    default:
      return { state: 'pending', pollAfterMs: POLL_AFTER_MS }
  }
}

function usageOf(plan: TaskPlan): Usage {
  return 'seconds' in plan ? { seconds: plan.seconds } : {}
}
