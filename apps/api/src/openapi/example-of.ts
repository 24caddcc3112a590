import { NAMED_EXAMPLES } from './examples.ts'
import { isObject, objectAt, resolve, type JsonObject } from './json.ts'

/**
 * A value that fits a schema, as somebody would write it: the example that a schema has, else one that is put together from
 * those of its parts. Optional fields are there only if they have an example.
 */
export function exampleOf(schema: unknown, document: JsonObject): unknown {
  if (!isObject(schema)) return null
  const { $ref, example, examples } = schema
  const name = typeof $ref === 'string' ? $ref.split('/').at(-1) : undefined
  if (name !== undefined && Object.hasOwn(NAMED_EXAMPLES, name)) return NAMED_EXAMPLES[name]
  if (name !== undefined) return exampleOf(resolve(schema, document), document)
  if (example !== undefined) return example
  if (Array.isArray(examples) && examples.length > 0) return examples[0]
  return combined(schema, document) ?? byType(schema, document)
}

function combined(schema: JsonObject, document: JsonObject): unknown {
  if (Array.isArray(schema['allOf'])) {
    return Object.assign({}, ...schema['allOf'].map((part) => exampleOf(part, document)))
  }
  const choices = schema['oneOf'] ?? schema['anyOf']
  return Array.isArray(choices) ? exampleOf(choices[0], document) : undefined
}

function byType(schema: JsonObject, document: JsonObject): unknown {
  if (schema['const'] !== undefined) return schema['const']
  if (Array.isArray(schema['enum'])) return schema['enum'][0]
  const { type } = schema
  switch (Array.isArray(type) ? type[0] : type) {
    case 'object':
      return objectExample(schema, document)
    case 'array':
      return [exampleOf(schema['items'], document)]
    case 'integer':
    case 'number':
      return schema['minimum'] ?? 1
    case 'boolean':
      return false
    case 'string':
      return stringExample(schema)
    default:
      return null
  }
}

function objectExample(schema: JsonObject, document: JsonObject): JsonObject {
  const required: unknown[] = Array.isArray(schema['required']) ? schema['required'] : []
  const fields = Object.entries(objectAt(schema, 'properties')).filter(
    ([name, field]) => required.includes(name) || (isObject(field) && field['example'] !== undefined),
  )
  return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(field, document)]))
}

function stringExample({ format, minLength }: JsonObject): string {
  if (format === 'date-time') return '2030-01-31T12:00:00.000Z'
  return 'text'.padEnd(typeof minLength === 'number' ? minLength : 0, '.')
}
