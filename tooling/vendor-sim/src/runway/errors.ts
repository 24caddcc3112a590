import type { z } from 'zod'
import type { VendorManners, VendorReply } from '../vendor.ts'

const TEXTS: Record<number, string> = {
  401: 'The API key you provided is invalid.',
  404: 'Not found.',
  405: 'Method not allowed.',
  429: 'You have reached your daily generation limit for this model.',
  502: 'Bad gateway.',
  503: 'The service is temporarily unavailable.',
  504: 'Gateway timeout.',
}

export const runwayError = (
  status: number,
  error = TEXTS[status] ?? 'Something went wrong.',
): VendorReply => ({
  status,
  body: { error },
})

export const runwayManners: VendorManners = { error: (status) => runwayError(status) }

export function validationError(error: z.ZodError, part = 'body'): VendorReply {
  const issues = error.issues.map(({ code, path, message }) => ({ code, path, message }))
  return {
    status: 400,
    body: { error: `Validation of ${part} failed`, issues, docUrl: 'https://docs.dev.runwayml.com/api' },
  }
}
