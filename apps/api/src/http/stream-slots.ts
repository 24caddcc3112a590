import { createAccountSlots } from './account-slots.ts'

/** Streams that one account may keep open in this process. */
const MAX_STREAMS = 20

/**
 * Counts an open stream of an account.
 *
 * @returns gives the place back; more than once changes nothing
 * @throws ApiError 429 `rate_limited`
 */
export const openStreamSlot = createAccountSlots(
  MAX_STREAMS,
  `At most ${MAX_STREAMS} streams can be open at once: close one`,
)
