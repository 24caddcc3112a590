import { z } from '@hono/zod-openapi'

export const errorSchema = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable().openapi({ description: 'The field at fault.' }),
      code: z.string().nullable().openapi({ description: 'Stable; programs may decide on it.' }),
    }),
  })
  .openapi('Error')

export const DESCRIPTIONS = {
  400: 'The request is wrong; `param` names the field',
  401: 'No key, or not a valid one',
  402: 'Not enough credits',
  403: 'This key may not do that',
  404: 'There is no such thing, or it belongs to somebody else',
  408: 'The body did not arrive in time',
  409: 'Not now: another request or the state of the thing is in the way',
  413: 'The body is too large',
  415: 'The body has the wrong type',
  416: 'The range lies outside of the file',
  417: 'Only `Expect: 100-continue` is understood',
  422: 'Understood, but refused or failed; sending it again will not help or could be paid twice',
  429: 'Too often or too much at once; `Retry-After` says when to come again',
  431: 'Too many headers, or too large ones',
  500: 'Something failed on our side',
  503: 'Not available for the moment',
} as const

export type DocumentedStatus = keyof typeof DESCRIPTIONS

interface ErrorResponse {
  description: string
  content: { 'application/json': { schema: typeof errorSchema } }
}

/** Spread into the `responses` of a route: `...errorResponses(400, 401)`. */
export function errorResponses<S extends DocumentedStatus>(...statuses: S[]): Record<S, ErrorResponse> {
  const entries = statuses.map((status): [S, ErrorResponse] => [
    status,
    { description: DESCRIPTIONS[status], content: { 'application/json': { schema: errorSchema } } },
  ])
  return Object.fromEntries(entries) as Record<S, ErrorResponse>
}
