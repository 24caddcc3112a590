import type { SucceededTask, Task } from '@jointo/client-runway'
import type { Failure, StatusResult, Usage } from '../spec/generation.ts'
import type { Kind } from '../spec/kinds.ts'

/** A task in our words. */
export function toStatus(task: Task, kind: Kind, pollAfterMs: number): StatusResult {
  switch (task.status) {
    case 'PENDING':
    case 'THROTTLED':
      return { state: 'pending', progress: 0, pollAfterMs }
    case 'RUNNING':
      return { state: 'pending', progress: task.progress, pollAfterMs }
    case 'SUCCEEDED':
      return {
        state: 'completed',
        outputs: task.output.map((url, index) => ({ url, index })),
        usage: usageOf(task, kind),
      }
    case 'FAILED':
      return { state: 'failed', failure: withCost(toFailure(task.failureCode), task.cost) }
    case 'CANCELLED':
      return { state: 'canceled', billed: isCharged(task.cost) }
  }
}

interface Cost {
  credits: number
}

/** What Runway has not given back is final, whatever the failure is called. */
const isCharged = (cost: Cost | undefined): boolean => (cost?.credits ?? 0) > 0

function withCost(failure: Failure, cost: Cost | undefined): Failure {
  return isCharged(cost) ? { ...failure, billed: true } : failure
}

/** Pictures that were asked for and not made are not paid for, so those that came are counted. */
function usageOf({ output, cost }: SucceededTask, kind: Kind): Usage {
  return {
    ...(kind.startsWith('image') ? { images: output.length } : {}),
    ...(cost === undefined ? {} : { credits: cost.credits }),
  }
}

/** The set of codes is open: they are told by their beginnings. What is unknown is not worth a second payment. */
export function toFailure(vendorCode: string | undefined): Failure {
  const code = vendorCode ?? 'INTERNAL'
  if (code.includes('SAFETY')) {
    // Runway's pages on task failures and moderation: what is moderated costs what a success costs; other failures cost nothing.
    return { code: 'content_refused', message: 'Runway refused the content.', vendorCode, billed: true }
  }
  if (code.startsWith('ASSET.') || code.startsWith('THIRD_PARTY.INPUT_VALIDATION')) {
    return { code: 'vendor_rejected', message: 'Runway could not use the input.', vendorCode }
  }
  if (code.startsWith('INTERNAL.BAD_OUTPUT')) {
    return { code: 'vendor_rejected', message: 'Runway made nothing good enough of this input.', vendorCode }
  }
  const isTheirs = ['INTERNAL', 'INPUT_PREPROCESSING.INTERNAL', 'THIRD_PARTY.UNAVAILABLE'].some((word) =>
    code.startsWith(word),
  )
  return {
    code: isTheirs ? 'vendor_unavailable' : 'vendor_rejected',
    message: 'Runway failed to make it.',
    vendorCode,
  }
}
