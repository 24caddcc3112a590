import { randomUUID } from 'node:crypto'
import { fails, refuses } from '../prompt-marks.ts'
import { VendorRefusal, type VendorContext, type VendorState } from '../vendor.ts'
import { runwayError, validationError } from './errors.ts'
import type { z } from 'zod'

/** What a task makes, and at what price. */
export interface RunwayWork {
  kind: 'video' | 'image'
  prompt: string
  width: number
  height: number
  seconds: number
  credits: number
}

export type RunwayState = VendorState<RunwayWork>

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

/** Takes the work on: the task is written down as accepted and starts its clock. */
export function startTask(c: VendorContext, state: RunwayState, model: string, work: RunwayWork): Response {
  if (c.var.apiKey.state === 'broke') {
    throw new VendorRefusal(runwayError(400, 'You do not have enough credits to run this task.'))
  }
  const id = randomUUID()
  state.tasks.add(id, c.var.apiKey.text, work, { ...fateOf(c, work.prompt), ...c.var.script })
  state.accept(c, { id, model })
  return c.json({ id, estimatedCost: { credits: work.credits } })
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
