import type { Hono } from 'hono'
import { pollTask, type SimTask, type TaskState } from '../task-store.ts'
import type { VendorEnv } from '../vendor.ts'
import { sendReply } from '../vendor.ts'
import { runwayError } from './errors.ts'
import { signedOutputPaths } from './outputs.ts'
import { checkCaller, type RunwayState, type RunwayWork } from './work.ts'

export const STATUS = {
  waiting: 'PENDING',
  running: 'RUNNING',
  succeeded: 'SUCCEEDED',
  failed: 'FAILED',
} as const

export function addTaskRoutes(app: Hono<VendorEnv>, state: RunwayState): void {
  app.get('/v1/tasks/:id', (c) => {
    checkCaller(c)
    const task = state.tasks.get(c.req.param('id'))
    if (!task || task.work.workflow) return sendReply(runwayError(404, 'Task not found.'))
    return c.json(describe(task, pollTask(task), state.publicUrl(c)))
  })

  // Cancels an active task, deletes a finished one; either way it is gone.
  app.delete('/v1/tasks/:id', (c) => {
    checkCaller(c)
    if (!state.tasks.delete(c.req.param('id'))) return sendReply(runwayError(404, 'Task not found.'))
    return c.body(null, 204)
  })
}

function describe(task: SimTask<RunwayWork>, now: TaskState, publicUrl: string): Record<string, unknown> {
  const { credits } = task.work
  const status = now.statusWord ?? STATUS[now.phase]
  const common = { id: task.id, createdAt: new Date(task.createdAt).toISOString(), status }
  switch (status) {
    case 'SUCCEEDED':
      return { ...common, output: signedOutputPaths(task).map((path) => publicUrl + path), cost: { credits } }
    case 'FAILED': {
      const { failure = 'The task failed.', failureCode } = task.script
      // Moderated work costs what a success does; other failures are refunded.
      const cost = failureCode?.includes('SAFETY') ? credits : 0
      return { ...common, failure, ...(failureCode && { failureCode }), cost: { credits: cost } }
    }
    case 'CANCELLED':
      return { ...common, cost: { credits: 0 } }
    case 'RUNNING':
      return { ...common, progress: Math.round(now.progress * 100) / 100, estimatedCost: { credits } }
    default:
      return { ...common, estimatedCost: { credits } }
  }
}
