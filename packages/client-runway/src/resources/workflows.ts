import { z } from 'zod'
import { audioUri, imageUri, videoUri } from './media.ts'
import { id, nullableText, optionalNumber, optionalText } from './reply.ts'

/** What a node is given in place of what its author put there. */
export type NodeOutput =
  | { type: 'primitive'; value: string | number | boolean }
  | { type: 'image' | 'video' | 'audio'; uri: string }

export interface RunWorkflowParams {
  /** By id of the node, then by name of its output. */
  nodeOutputs?: Record<string, Record<string, NodeOutput>> | undefined
}

const nodeOutput: z.ZodType<NodeOutput> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('primitive'), value: z.union([z.string(), z.number(), z.boolean()]) }),
  z.strictObject({ type: z.literal('image'), uri: imageUri }),
  z.strictObject({ type: z.literal('video'), uri: videoUri }),
  z.strictObject({ type: z.literal('audio'), uri: audioUri }),
])

export const runWorkflowParams: z.ZodType<RunWorkflowParams> = z.strictObject({
  nodeOutputs: z.record(z.string(), z.record(z.string(), nodeOutput)).optional(),
})

/** A published workflow and its versions. */
export interface WorkflowSummary {
  name: string
  versions: { id: string; version: number; createdAt?: string | undefined }[]
}

export const workflowList: z.ZodType<{ data: WorkflowSummary[] }> = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      versions: z.array(z.object({ id, version: z.number(), createdAt: optionalText })),
    }),
  ),
})

export interface Workflow {
  id: string
  name: string
  description?: string | null | undefined
  version?: number | undefined
  /** Its nodes say what `runWorkflow` can be given. */
  graph: { version?: number | undefined; nodes: unknown[]; edges: unknown[] }
  createdAt?: string | undefined
  updatedAt?: string | undefined
}

export const workflow: z.ZodType<Workflow> = z.object({
  id,
  name: z.string(),
  description: nullableText,
  version: optionalNumber,
  graph: z.object({ version: optionalNumber, nodes: z.array(z.unknown()), edges: z.array(z.unknown()) }),
  createdAt: optionalText,
  updatedAt: optionalText,
})

export interface NodeError {
  message: string
  failureCode?: string | undefined
  nodeName?: string | undefined
}

interface InvocationFacts {
  id: string
  createdAt?: string | undefined
  /** By id of the node. A run that succeeded may have some too: look. */
  nodeErrors: Record<string, NodeError>
  /** Addresses by id of the node, of nodes that are done. */
  output: Record<string, string[]>
}

/** A run of a workflow, told apart by `status`; a status that is new to us counts as `RUNNING`. */
export type WorkflowInvocation =
  | (InvocationFacts & { status: 'PENDING' | 'THROTTLED' | 'CANCELLED' | 'SUCCEEDED' })
  | (InvocationFacts & { status: 'RUNNING'; /** 0 to 1. */ progress?: number | undefined })
  | (InvocationFacts & {
      status: 'FAILED'
      failure?: string | undefined
      failureCode?: string | undefined
    })

const facts = {
  id,
  createdAt: optionalText,
  nodeErrors: z
    .record(z.string(), z.object({ message: z.string(), failureCode: optionalText, nodeName: optionalText }))
    .catch({}),
  output: z.record(z.string(), z.array(z.string())).catch({}),
}

export const workflowInvocation: z.ZodType<WorkflowInvocation> = z.union([
  z.object({
    ...facts,
    // A success without output is none.
    output: z.record(z.string(), z.array(z.string())),
    status: z.literal('SUCCEEDED'),
  }),
  z.object({ ...facts, status: z.enum(['PENDING', 'THROTTLED', 'CANCELLED']) }),
  z.object({ ...facts, status: z.literal('FAILED'), failure: optionalText, failureCode: optionalText }),
  z
    .object({
      ...facts,
      status: z.string().refine((status) => status !== 'SUCCEEDED'),
      progress: optionalNumber,
    })
    .transform((reply) => ({ ...reply, status: 'RUNNING' as const })),
])
