import { randomBytes } from 'node:crypto'
import { fails } from '../prompt-marks.ts'
import type { VendorContext } from '../vendor.ts'
import type { StabilityState, StabilityWork } from './work.ts'

/** Takes asynchronous work on: an id of 64 hexadecimal digits. */
export function start(
  c: VendorContext,
  state: StabilityState,
  model: string,
  work: StabilityWork,
  status: 200 | 202,
): Response {
  const id = randomBytes(32).toString('hex')
  const fate = fails(work.prompt) ? { failure: '' } : {}
  state.tasks.add(id, c.var.apiKey.text, work, { ...fate, ...c.var.script })
  state.accept(c, { id, model })
  return c.json({ id }, status)
}
