import type { z } from 'zod'
import { InvalidArgumentError } from './caller-errors.ts'

/**
 * Parses the parameters of a method before anything is sent.
 *
 * @throws InvalidArgumentError that names the first field at fault
 */
export function checkArguments<T>(schema: z.ZodType<T>, params: T): T {
  const result = schema.safeParse(params)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const param = [...(issue?.path ?? []), ...unknown].join('.')
  throw new InvalidArgumentError(`${param}: ${issue?.message ?? 'not understood'}`, param, result.error)
}
