import { z } from 'zod'
import { id } from './reply.ts'

/** A new task. `estimatedCost` is the most it can cost, in Runway's credits of USD 0.01. */
export interface CreatedTask {
  id: string
  estimatedCost?: { credits: number } | undefined
}

interface TaskFacts {
  id: string
  createdAt?: string | undefined
}

interface UnfinishedTask extends TaskFacts {
  /** The most it can cost. */
  estimatedCost?: { credits: number } | undefined
}

/**
 * A task, told apart by `status`. `THROTTLED` waits for a free place of the account; a status that is new to us
 * counts as `RUNNING`.
 */
export type Task =
  | (UnfinishedTask & { status: 'PENDING' | 'THROTTLED' })
  | (UnfinishedTask & { status: 'RUNNING'; /** 0 to 1. */ progress?: number | undefined })
  | (TaskFacts & { status: 'SUCCEEDED'; output: string[]; cost?: { credits: number } | undefined })
  | (TaskFacts & {
      status: 'FAILED'
      failure?: string | undefined
      failureCode?: string | undefined
      cost?: { credits: number } | undefined
    })
  | (TaskFacts & { status: 'CANCELLED'; cost?: { credits: number } | undefined })

export type SucceededTask = Extract<Task, { status: 'SUCCEEDED' }>

const credits = z.looseObject({ credits: z.number() })

export const createdTask: z.ZodType<CreatedTask> = z.object({
  id,
  estimatedCost: credits.optional().catch(undefined),
})

const progress = z
  .number()
  .transform((value) => Math.min(Math.max(value, 0), 1))
  .optional()
  .catch(undefined)

const facts = { id, createdAt: z.string().optional().catch(undefined) }
const cost = credits.optional().catch(undefined)
const unfinished = { ...facts, estimatedCost: cost }

export const task: z.ZodType<Task> = z.union([
  z.object({ ...unfinished, status: z.enum(['PENDING', 'THROTTLED']) }),
  z.object({ ...facts, status: z.literal('SUCCEEDED'), output: z.array(z.string().min(1)).min(1), cost }),
  z.object({
    ...facts,
    status: z.literal('FAILED'),
    failure: z.string().optional().catch(undefined),
    failureCode: z.string().optional().catch(undefined),
    cost,
  }),
  z.object({ ...facts, status: z.literal('CANCELLED'), cost }),
  z
    .object({
      ...unfinished,
      status: z.string().refine((status) => status !== 'SUCCEEDED'),
      progress,
    })
    .transform(({ progress, ...rest }) => ({ ...rest, status: 'RUNNING' as const, progress })),
])
