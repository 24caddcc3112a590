import { setTimeout as sleep } from 'node:timers/promises'
import { ProviderError } from '../provider-error.ts'
import type { Failure } from '../spec/generation.ts'
import { abortable } from './abortable.ts'

const RETRY_AFTER_MS = 1_000
/** The longest that a timer can wait. */
const FOREVER_MS = 2_147_483_647

export const FAILURE: Failure = {
  code: 'vendor_rejected',
  message: 'The generation failed, as the prompt asked.',
  vendorCode: 'mock_failure',
}

export function refused(): ProviderError {
  const details = { vendorCode: 'mock_moderation' }
  return new ProviderError('content_refused', 'The prompt was refused by moderation.', details)
}

export function failed(): ProviderError {
  return new ProviderError(FAILURE.code, FAILURE.message, { vendorCode: FAILURE.vendorCode })
}

export function throttled(): ProviderError {
  return new ProviderError('vendor_unavailable', 'The mock is busy, as the prompt asked.', {
    disposition: 'throttled',
    retryAfterMs: RETRY_AFTER_MS,
    vendorCode: 'mock_throttled',
  })
}

export function replyLost(): ProviderError {
  return new ProviderError('vendor_unavailable', 'The reply of the mock was lost, as the prompt asked.', {
    disposition: 'ambiguous',
    vendorCode: 'mock_lost_reply',
  })
}

export function linkExpired(): ProviderError {
  const details = { vendorCode: 'mock_expired_link' }
  return new ProviderError('result_unavailable', 'The mock no longer has the result.', details)
}

/** Waits without end. Giving up says nothing about what the vendor has done. */
export async function hang(signal: AbortSignal | undefined): Promise<never> {
  for (;;) await pause(FOREVER_MS, signal)
}

/** A pause in a call that was taken. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await abortable(signal, () => sleep(milliseconds, undefined, signal ? { signal } : {}), 'ambiguous')
}
