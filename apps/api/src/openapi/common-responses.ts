import { DESCRIPTIONS, type DocumentedStatus } from '../errors/error-responses.ts'
import type { JsonObject } from './json.ts'

/** Under which name the document keeps the answer for a status. */
const NAMES: Record<DocumentedStatus, string> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  402: 'PaymentRequired',
  403: 'Forbidden',
  404: 'NotFound',
  408: 'RequestTimeout',
  409: 'Conflict',
  413: 'ContentTooLarge',
  415: 'UnsupportedMediaType',
  416: 'RangeNotSatisfiable',
  417: 'ExpectationFailed',
  422: 'UnprocessableContent',
  429: 'TooManyRequests',
  431: 'RequestHeaderFieldsTooLarge',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
}

const text = (description: string) => ({ description, schema: { type: 'string' } })

/** On every answer. */
export const COMMON_HEADERS: JsonObject = {
  'x-request-id': text('Name it when you ask about this answer.'),
}
const RETRY_HEADERS = {
  'retry-after': text('Seconds until it is worth trying again.'),
  'retry-after-ms': text('The same in milliseconds.'),
}
const EXTRA_HEADERS: Partial<Record<DocumentedStatus, JsonObject>> = {
  401: { 'www-authenticate': text('`Bearer`') },
  429: RETRY_HEADERS,
  503: RETRY_HEADERS,
}

/** The reusable answers of the document. */
export function errorComponents(): JsonObject {
  const statuses = Object.keys(NAMES).map(Number).filter(isDocumented)
  return Object.fromEntries(
    statuses.map((status) => [
      NAMES[status],
      {
        description: DESCRIPTIONS[status],
        headers: { ...COMMON_HEADERS, ...EXTRA_HEADERS[status] },
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  )
}

export function errorReference(status: string): JsonObject | undefined {
  const number = Number(status)
  return isDocumented(number) ? { $ref: `#/components/responses/${NAMES[number]}` } : undefined
}

/** What comes from before the handler: nobody has to list it for a route. */
export function commonStatuses(operation: JsonObject): DocumentedStatus[] {
  const { security, requestBody } = operation
  const needsKey = Array.isArray(security) && security.length > 0
  return [
    400,
    417,
    431,
    500,
    ...(needsKey ? ([401, 403, 429, 503] as const) : []),
    ...(requestBody === undefined ? [] : ([408, 413, 415] as const)),
  ]
}

function isDocumented(status: number): status is DocumentedStatus {
  return status in NAMES
}
