import { describeIssue, formatPath } from '@jointo/ai-service'
import type { ZodError, core } from 'zod'
import { ApiError } from './api-error.ts'

/** The part of the request that was checked, as hono's validators name it. */
export type Target = 'json' | 'form' | 'query' | 'param' | 'header' | 'cookie'

const PLACES: Record<Target, string> = {
  json: 'field',
  form: 'field',
  query: 'query parameter',
  param: 'path parameter',
  header: 'header',
  cookie: 'cookie',
}

/** One sentence about the first fault, with the field where it lies: `input.images[0].role`. */
export function validationError(error: ZodError, target: Target): ApiError {
  const issue = error.issues[0]
  if (issue === undefined) return new ApiError(400, 'invalid_request', 'The request is invalid')
  if (issue.code === 'unrecognized_keys') return unknownField(issue, target)
  const param = formatPath(issue.path)
  if (param === '')
    return new ApiError(400, 'invalid_type', `The request body is invalid: it ${describeIssue(issue)}`)
  return new ApiError(400, 'invalid_request', `${param}: ${faultOf(issue, target)}`, { param })
}

/** Only what is sent twice is a list in a query or a form. */
function faultOf(issue: core.$ZodIssue, target: Target): string {
  const isTwice = issue.code === 'invalid_type' && issue.message.endsWith('received array')
  return isTwice && (target === 'query' || target === 'form')
    ? 'was given more than once'
    : describeIssue(issue)
}

function unknownField(issue: core.$ZodIssueUnrecognizedKeys, target: Target): ApiError {
  const param = formatPath([...issue.path, issue.keys[0] ?? ''])
  return new ApiError(
    400,
    'invalid_request',
    `Unknown ${PLACES[target]} ${param}: remove it or correct its name`,
    {
      param,
    },
  )
}
