import { isObject, objectAt, resolve, type JsonObject } from '../src/openapi/json.ts'

/** The same document, in which no object may have a field that its schema does not name, unless it says so. */
export function closed(document: JsonObject): JsonObject {
  return closeObject(document, document)
}

function close(value: unknown, document: JsonObject): unknown {
  if (Array.isArray(value)) return value.map((item) => close(item, document))
  return isObject(value) ? closeObject(value, document) : value
}

function closeObject(value: JsonObject, document: JsonObject): JsonObject {
  if (Array.isArray(value['allOf'])) return closeObject(merged(value['allOf'], document), document)
  const copy: JsonObject = {}
  for (const [key, child] of Object.entries(value)) {
    // An example may look like anything.
    copy[key] = key === 'example' || key === 'examples' ? child : close(child, document)
  }
  if (copy['type'] === 'object' && 'properties' in copy) copy['additionalProperties'] ??= false
  return copy
}

/** Closed parts would shut out each other. */
function merged(parts: unknown[], document: JsonObject): JsonObject {
  const all = parts.map((part) => resolve(part, document))
  return {
    type: 'object',
    properties: Object.assign({}, ...all.map((part) => objectAt(part, 'properties'))),
    required: all.flatMap((part) => (Array.isArray(part['required']) ? part['required'] : [])),
  }
}
