import { describeIssue, formatPath } from '@jointo/http-base'
import type { z } from 'zod'
import { invalidRequest } from './provider-error.ts'

/** @throws ProviderError `invalid_request` naming the field */
export function checkShape(schema: z.ZodType, request: unknown): void {
  const { error } = schema.safeParse(request)
  const [issue] = error?.issues ?? []
  if (issue === undefined) return
  const field = formatPath(issue.path)
  throw invalidRequest(field, `${field}: ${describeIssue(issue)}`)
}
