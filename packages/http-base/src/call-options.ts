import { z } from 'zod'
import { checkOptions, timeoutSchema, tries } from './option-schemas.ts'
import type { CallOptions } from './options.ts'

/** The client sets these itself. */
const RESERVED = /^(authorization|connection|content-length|content-type|cookie|host|transfer-encoding)$/i

const callSchema = z.strictObject({
  signal: z.instanceof(AbortSignal, { error: 'must be an AbortSignal' }).optional(),
  timeout: timeoutSchema,
  maxAttempts: tries,
  beforeSend: z
    .custom<() => void | Promise<void>>((value) => typeof value === 'function', 'must be a function')
    .optional(),
  cache: z.literal('reload').optional(),
  // What Node would refuse later, and then take for a broken connection.
  headers: z
    .record(
      z
        .string()
        .regex(/^[\w!#$%&'*+.^`|~-]+$/)
        .refine((name) => !RESERVED.test(name), 'is set by the client itself'),
      z.string().regex(/^[\t\x20-\x7e]*$/, 'must be plain ASCII'),
    )
    .optional(),
})

/** @throws OptionsError that names the option of one call */
export function checkCallOptions(options: CallOptions = {}): void {
  if (isOnlySignal(options)) return
  checkOptions(callSchema, options)
}

/** What most calls give, seen without the cost of a schema. */
function isOnlySignal({ signal, headers, ...others }: CallOptions): boolean {
  if (signal !== undefined && !(signal instanceof AbortSignal)) return false
  const isBare = headers === undefined || (typeof headers === 'object' && Object.keys(headers).length === 0)
  return isBare && Object.keys(others).length === 0
}
