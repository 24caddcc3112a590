import type { ApiError } from './api-error.ts'

/** OpenAI's envelope: strict clients want all four keys, always, and `code` never as a number. */
export interface ErrorEnvelope {
  error: { message: string; type: string; param: string | null; code: string | null }
}

export function toEnvelope(error: ApiError): ErrorEnvelope {
  return { error: { message: error.message, type: error.type, param: error.param ?? null, code: error.code } }
}
