import type { AppMiddleware } from '../env.ts'
import { createAccountSlots } from '../http/account-slots.ts'

const MAX_FORMS = 4
const openFormSlot = createAccountSlots(
  MAX_FORMS,
  `At most ${MAX_FORMS} forms with files can be received at once: wait for one to be accepted`,
)

/**
 * For forms that carry files: they are whole in memory until the job has them, so an account has room for a few at once, and what
 * was sent is let go of before the wait for the result.
 */
export const fileSlots: AppMiddleware = async function fileSlots(c, next) {
  const release = openFormSlot(c.var.principal.accountId)
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
