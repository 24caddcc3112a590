import { scopeOf } from '../middleware/require-api-key.ts'
import { COMMON_HEADERS, commonStatuses, errorComponents, errorReference } from './common-responses.ts'
import { exampleOf } from './example-of.ts'
import { isObject, objectAt, type JsonObject } from './json.ts'

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete'])

/** Adds to a document what holds for all routes, so that no route has to say it: statuses, scopes, headers, examples. */
export function completeDocument(document: JsonObject): void {
  objectAt(document, 'components')['responses'] = errorComponents()
  for (const operations of Object.values(objectAt(document, 'paths'))) {
    if (!isObject(operations)) continue
    for (const [method, operation] of Object.entries(operations))
      if (METHODS.has(method) && isObject(operation)) completeOperation(method, operation, document)
  }
}

function completeOperation(method: string, operation: JsonObject, document: JsonObject): void {
  operation['security'] = scopesOf(operation['security'], method)
  const body = operation['requestBody']
  // Also where a route says nothing, because it takes one of two and checks only what came.
  if (isObject(body)) body['required'] = true
  addExamples(objectAt(operation, 'requestBody'), document)
  const responses = objectAt(operation, 'responses')
  for (const status of commonStatuses(operation)) responses[status] ??= {}
  for (const [status, response] of Object.entries(responses)) {
    const error = errorReference(status)
    if (error !== undefined) responses[status] = error
    else if (isObject(response)) {
      response['headers'] = { ...COMMON_HEADERS, ...objectAt(response, 'headers') }
      addExamples(response, document)
    }
  }
}

/** A key needs the scope of the method, unless a route names another one. */
function scopesOf(security: unknown, method: string): unknown {
  if (!Array.isArray(security)) return []
  return security.map((requirement: unknown) => {
    const scopes = isObject(requirement) ? requirement['apiKey'] : undefined
    return Array.isArray(scopes) && scopes.length === 0 ? { apiKey: [scopeOf(method)] } : requirement
  })
}

function addExamples(holder: JsonObject, document: JsonObject): void {
  for (const [type, media] of Object.entries(objectAt(holder, 'content'))) {
    if (!isObject(media) || 'example' in media || 'examples' in media) continue
    if (type === 'application/json' || type === 'multipart/form-data')
      media['example'] = exampleOf(media['schema'], document)
  }
}
