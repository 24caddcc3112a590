import { randomBytes } from 'node:crypto'
import { VendorRefusal, type VendorManners, type VendorReply } from '../vendor.ts'

export interface AIHubMixErrorOptions {
  code?: string
  type?: string
  param?: string
}

const CODES: Record<number, [code: string, text: string]> = {
  401: ['authentication_failed', 'Invalid token'],
  403: ['insufficient_user_quota', 'The balance of this account is not enough'],
  404: ['not_found', 'Not found'],
  409: ['result_not_ready', 'The result is not ready'],
  410: ['artifact_expired', 'The artifact has expired'],
  429: ['rate_limit_exceeded', 'Too many requests, please try again later'],
  501: ['api_not_implemented', 'This endpoint is not offered for the model'],
  503: ['overloaded', 'The upstream load is at its limit, please try again later'],
}

const newTraceId = (): string => randomBytes(12).toString('hex')

export function aihubmixError(
  status: number,
  message?: string,
  options: AIHubMixErrorOptions = {},
): VendorReply {
  const [code, text] = CODES[status] ?? [
    status >= 500 ? 'endpoints_unavailable' : 'invalid_request',
    'Request failed',
  ]
  const error = {
    message: `${message ?? text} (tid: ${newTraceId()})`,
    type: options.type ?? 'Aihubmix_api_error',
    ...(options.param && { param: options.param }),
    code: options.code ?? code,
  }
  return { status, body: { error } }
}

/** What an upstream says about a bad request, passed on as it is. */
export function invalidRequest(message: string, options: AIHubMixErrorOptions = {}): VendorRefusal {
  return new VendorRefusal(aihubmixError(400, message, { type: 'invalid_request_error', ...options }))
}

/** A wrong model id is answered like an overload: only the message tells. */
export function unknownModel(model: string): VendorRefusal {
  const message = `Incorrect model ID, or no permission or available channel for model ${model}`
  return new VendorRefusal(aihubmixError(503, message, { code: 'no_available_channel' }))
}

export function contentRefused(): VendorRefusal {
  const message = 'Your request was rejected by the safety system.'
  return invalidRequest(message, { code: 'moderation_blocked', type: 'image_generation_user_error' })
}

export const aihubmixManners: VendorManners = {
  error: (status) => aihubmixError(status),
  headers: () => ({ 'x-request-id': newTraceId() }),
}
