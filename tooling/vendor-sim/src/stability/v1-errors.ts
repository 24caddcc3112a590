import { randomBytes } from 'node:crypto'
import { VendorRefusal, type VendorContext, type VendorReply } from '../vendor.ts'

const NAMES: Record<number, [name: string, message: string]> = {
  400: ['bad_request', 'the request is not valid'],
  401: ['unauthorized', 'missing authorization header or invalid key'],
  403: ['permission_denied', 'you lack the necessary permissions to perform this action'],
  404: ['not_found', 'the requested resource was not found'],
  429: ['rate_limit_exceeded', 'you have exceeded the rate limit of 150 requests within a 10 second period'],
}

/** The old API has its own error shape: one message in place of a list. */
export function v1Error(status: number, name?: string, message?: string): VendorReply {
  const [usualName, usualMessage] = NAMES[status] ?? ['server_error', 'an unexpected server error occurred']
  const id = randomBytes(16).toString('hex')
  return { status, body: { id, name: name ?? usualName, message: message ?? usualMessage } }
}

export function checkV1Key(c: VendorContext): void {
  const { state } = c.var.apiKey
  if (state === 'missing' || state === 'wrong') throw new VendorRefusal(v1Error(401))
}
