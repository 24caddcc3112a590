import { randomBytes } from 'node:crypto'
import { v1Error } from './v1-errors.ts'
import type { VendorManners, VendorReply } from '../vendor.ts'

const NAMES: Record<number, [name: string, text: string]> = {
  400: ['bad_request', 'body: the request is not valid'],
  401: ['unauthorized', 'missing or invalid api key'],
  402: [
    'payment_required',
    'You lack sufficient credits to make this request. Please purchase more credits and try again.',
  ],
  403: ['content_moderation', 'Your request was flagged by our content moderation system.'],
  404: ['not_found', 'The requested resource was not found.'],
  413: ['payload_too_large', 'The request is larger than 10MiB.'],
  429: ['rate_limit_exceeded', 'You have exceeded the rate limit of 150 requests within a 10 second period.'],
}

const newId = (): string => randomBytes(16).toString('hex')

export function stabilityError(status: number, ...errors: string[]): VendorReply {
  const [name, text] = NAMES[status] ?? ['internal_error', 'An unexpected server error has occurred.']
  return namedError(status, name, ...(errors.length > 0 ? errors : [text]))
}

export const namedError = (status: number, name: string, ...errors: string[]): VendorReply => ({
  status,
  body: { id: newId(), name, errors },
})

export const stabilityManners: VendorManners = {
  error: (status, path) => (path?.startsWith('/v1/') ? v1Error(status) : stabilityError(status)),
  headers: () => ({ 'x-request-id': newId() }),
}
