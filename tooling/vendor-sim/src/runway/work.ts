import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { fails, refuses } from '../prompt-marks.ts'
import { VendorRefusal, VendorState, type VendorContext } from '../vendor.ts'
import type { Item } from './collection.ts'
import { runwayError, validationError } from './errors.ts'

/** What a task makes, and at what price. */
export interface RunwayWork {
  kind: 'video' | 'image' | 'audio'
  prompt: string
  width: number
  height: number
  seconds: number
  credits: number
  /** Files made. Default 1. */
  count?: number
  format?: 'png' | 'jpeg' | 'webp' | 'mp3' | 'wav' | 'opus'
  /** A film as a folder of frames. */
  isSequence?: boolean
  /** A run of a workflow: its output is named by node. */
  workflow?: boolean
}

/** Runway's memory: tasks, and the things an account keeps. */
export class RunwayState extends VendorState<RunwayWork> {
  readonly #collections = new Map<string, Map<string, Item>>()

  collection(path: string): Map<string, Item> {
    const items = this.#collections.get(path) ?? new Map<string, Item>()
    this.#collections.set(path, items)
    return items
  }

  override reset(): void {
    super.reset()
    this.#collections.clear()
  }
}

export const API_VERSION = '2024-11-06'

/** Refuses what the vendor refuses before it looks at the body. */
export function checkCaller(c: VendorContext): void {
  const { state } = c.var.apiKey
  if (state === 'missing' || state === 'wrong') throw new VendorRefusal(runwayError(401))
  const version = c.req.header('x-runway-version')
  if (version !== API_VERSION) {
    const problem = version === undefined ? 'is required' : 'is not a supported version'
    throw new VendorRefusal(runwayError(400, `The X-Runway-Version header ${problem}. Use ${API_VERSION}.`))
  }
}

export function parseBody<Body>(c: VendorContext, schema: z.ZodType<Body>): Body {
  const { body } = c.var
  const parsed = schema.safeParse(body.kind === 'json' ? body.value : undefined)
  if (!parsed.success) throw new VendorRefusal(validationError(parsed.error))
  return parsed.data
}

/** For routes whose body may be left out. */
export function parseOptionalBody<Body>(c: VendorContext, schema: z.ZodType<Body>): Body {
  if (c.var.body.kind !== 'none') return parseBody(c, schema)
  return schema.parse({})
}

export function parseQuery<Query>(c: VendorContext, schema: z.ZodType<Query>): Query {
  const parsed = schema.safeParse(c.req.query())
  if (!parsed.success) throw new VendorRefusal(validationError(parsed.error, 'query'))
  return parsed.data
}

export function checkBalance(c: VendorContext): void {
  if (c.var.apiKey.state !== 'broke') return
  throw new VendorRefusal(runwayError(400, 'You do not have enough credits to run this task.'))
}

/** Takes the work on: the task is written down as accepted and starts its clock. */
export function startTask(
  c: VendorContext,
  state: RunwayState,
  model: string | undefined,
  work: RunwayWork,
  reply: (id: string) => unknown = (id) => ({ id, estimatedCost: { credits: work.credits } }),
): Response {
  checkBalance(c)
  const id = randomUUID()
  state.tasks.add(id, c.var.apiKey.text, work, { ...fateOf(c, work.prompt), ...c.var.script })
  state.accept(c, { id, model })
  return c.json(reply(id))
}

function fateOf(c: VendorContext, prompt: string): { failure?: string; failureCode?: string } {
  if (c.var.refused || refuses(prompt)) {
    return { failure: 'The prompt did not pass content moderation.', failureCode: 'SAFETY.INPUT.TEXT' }
  }
  if (fails(prompt)) {
    return { failure: 'The generated output was of low quality.', failureCode: 'INTERNAL.BAD_OUTPUT.CODE01' }
  }
  return {}
}
