import type { AppMiddleware } from '../env.ts'
import { ApiError } from '../errors/api-error.ts'
import { retryAfterHeaders } from '../errors/retry-after.ts'
import { createAccountSlots } from '../http/account-slots.ts'

const MAX_FORMS = 4
/** Of all accounts together, in this process: each may take a hundred megabytes and more. */
const MAX_FORMS_IN_ALL = 16
const RETRY_AFTER_MS = 2_000
let formsInAll = 0
const openFormSlot = createAccountSlots(
  MAX_FORMS,
  `At most ${MAX_FORMS} forms with files can be received at once: wait for one to be accepted`,
)

/**
 * For forms that carry files: they are whole in memory until the job has them, so an account has room for a few at once, and what
 * was sent is let go of before the wait for the result.
 */
export const fileSlots: AppMiddleware = async function fileSlots(c, next) {
  const releaseSlot = openFormSlot(c.var.principal.accountId)
  if (formsInAll >= MAX_FORMS_IN_ALL) {
    releaseSlot()
    const message = 'Too many forms with files are coming in at the moment: come again shortly'
    throw new ApiError(503, 'overloaded', message, {
      headers: { ...retryAfterHeaders(RETRY_AFTER_MS), 'x-should-retry': 'true' },
    })
  }
  formsInAll += 1
  let isReleased = false
  const release = (): void => {
    if (isReleased) return
    isReleased = true
    formsInAll -= 1
    releaseSlot()
  }
  c.set('releaseBody', () => {
    c.req.bodyCache = {}
    c.req.addValidatedData('form', {})
    release()
  })
  try {
    await next()
  } finally {
    release()
  }
}
