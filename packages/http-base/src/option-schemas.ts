import { z } from 'zod'
import { OptionsError } from './caller-errors.ts'
import { describeIssue } from './describe-issue.ts'
import { formatPath } from './format-path.ts'

export const milliseconds: z.ZodOptional<z.ZodNumber> = z.number().int().positive().max(86_400_000).optional()
export const delay: z.ZodOptional<z.ZodNumber> = z.number().min(0).max(86_400_000).optional()
export const count: z.ZodOptional<z.ZodNumber> = z.number().int().positive().optional()
export const tries: z.ZodOptional<z.ZodNumber> = z.number().int().positive().max(20).optional()

export const timeoutSchema: z.ZodType = z
  .strictObject({
    connectMs: milliseconds,
    responseMs: milliseconds,
    idleMs: milliseconds,
    totalMs: milliseconds,
  })
  .optional()

/** @throws OptionsError that names each option at fault */
export function checkOptions(schema: z.ZodType, options: unknown, whose = ''): void {
  const { error } = schema.safeParse(options)
  if (error === undefined) return
  const lines = error.issues.map((issue) => {
    if (issue.code !== 'unrecognized_keys') return `option ${formatPath(issue.path)}: ${describeIssue(issue)}`
    const unknown = formatPath([...issue.path, ...issue.keys.slice(0, 1)])
    return `unknown option ${unknown}: remove it or correct its name`
  })
  throw new OptionsError(`${whose}${lines.join('; ')}.`)
}
