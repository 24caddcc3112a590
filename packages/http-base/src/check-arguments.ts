import type { z } from 'zod'
import { InvalidArgumentError } from './caller-errors.ts'
import { describeIssue } from './describe-issue.ts'
import { formatPath } from './format-path.ts'

/**
 * Parses the parameters of a method before anything is sent.
 *
 * @throws InvalidArgumentError that names the first field at fault
 */
export function checkArguments<T>(schema: z.ZodType<T>, params: T): T {
  const result = schema.safeParse(params)
  if (result.success) return result.data
  const issue = mostTelling(result.error.issues)
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []
  const param = formatPath([...(issue?.path ?? []), ...unknown])
  const where = param === '' ? 'parameters' : param
  throw new InvalidArgumentError(
    `${where}: ${issue === undefined ? 'not understood' : describeIssue(issue)}`,
    param,
    result.error,
  )
}

type Issue = z.core.$ZodIssue

/** A union fails with all its branches: the one that got furthest says what the caller meant. */
function mostTelling(issues: readonly Issue[]): Issue | undefined {
  const [first] = issues
  if (first?.code !== 'invalid_union' || first.errors.length === 0) return first
  const branches = first.errors.map((branch) => mostTelling(branch)).filter((issue) => issue !== undefined)
  const depth = Math.max(...branches.map((issue) => issue.path.length))
  const deepest = branches.find((issue) => issue.path.length === depth)
  return deepest === undefined ? first : { ...deepest, path: [...first.path, ...deepest.path] }
}
