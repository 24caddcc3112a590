import type { Hono } from 'hono'
import { z } from 'zod'
import { pollTask } from '../task-store.ts'
import { sendReply, type VendorEnv } from '../vendor.ts'
import { runwayError } from './errors.ts'
import { media } from './fields.ts'
import { signedOutputPaths } from './outputs.ts'
import { STATUS } from './tasks.ts'
import { checkCaller, parseOptionalBody, startTask, type RunwayState } from './work.ts'

/** The account has this one workflow. */
export const WORKFLOW_ID = '3f0a8f6e-7c1d-4d59-9c5e-2b1f5a6c7d8e'
const NODE = 'node_1'
const CREATED = '2026-09-01T00:00:00.000Z'
const NAME = 'A kite over the sea'

const nodeOutput = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('primitive'), value: z.union([z.string(), z.number(), z.boolean()]) }),
  z.strictObject({ type: z.literal('image'), uri: media('image') }),
  z.strictObject({ type: z.literal('video'), uri: media('video') }),
  z.strictObject({ type: z.literal('audio'), uri: media('audio') }),
])
const runSchema = z.strictObject({
  nodeOutputs: z.record(z.string(), z.record(z.string(), nodeOutput)).optional(),
})

const WORK = { kind: 'image', format: 'png', width: 512, height: 512, seconds: 0, credits: 5 } as const

export function addWorkflowRoutes(app: Hono<VendorEnv>, state: RunwayState): void {
  app.get('/v1/workflows', (c) => {
    checkCaller(c)
    return c.json({ data: [{ name: NAME, versions: [{ id: WORKFLOW_ID, version: 1, createdAt: CREATED }] }] })
  })

  app.get('/v1/workflows/:id', (c) => {
    checkCaller(c)
    if (c.req.param('id') !== WORKFLOW_ID) return sendReply(runwayError(404, 'Workflow not found.'))
    const graph = { version: 1, nodes: [{ id: NODE, type: 'image' }], edges: [] }
    const times = { createdAt: CREATED, updatedAt: CREATED }
    return c.json({ id: WORKFLOW_ID, name: NAME, description: null, version: 1, graph, ...times })
  })

  app.post('/v1/workflows/:id', (c) => {
    checkCaller(c)
    if (c.req.param('id') !== WORKFLOW_ID) return sendReply(runwayError(404, 'Workflow not found.'))
    const { nodeOutputs } = parseOptionalBody(c, runSchema)
    const prompt = JSON.stringify(nodeOutputs ?? {})
    return startTask(c, state, undefined, { ...WORK, prompt, workflow: true }, (id) => ({ id }))
  })

  app.get('/v1/workflow_invocations/:id', (c) => {
    checkCaller(c)
    const task = state.tasks.get(c.req.param('id'))
    if (!task?.work.workflow) return sendReply(runwayError(404, 'Workflow invocation not found.'))
    const now = pollTask(task)
    const status = now.statusWord ?? STATUS[now.phase]
    const common = { id: task.id, createdAt: new Date(task.createdAt).toISOString(), status }
    switch (status) {
      case 'SUCCEEDED':
        return c.json({ ...common, output: { [NODE]: urlsOf() } })
      case 'RUNNING':
        return c.json({ ...common, progress: now.progress, output: {} })
      case 'FAILED': {
        const { failure = 'The run failed.', failureCode } = task.script
        const nodeErrors = { [NODE]: { message: failure, ...(failureCode && { failureCode }) } }
        return c.json({ ...common, failure, ...(failureCode && { failureCode }), nodeErrors })
      }
      default:
        return c.json(common)
    }

    function urlsOf(): string[] {
      return task ? signedOutputPaths(task).map((path) => state.publicUrl(c) + path) : []
    }
  })
}
