import { exampleOf } from '../src/openapi/example-of.ts'
import { isObject, objectAt, resolve, type JsonObject } from '../src/openapi/json.ts'
import type { Random } from './random.ts'

export interface ValueSource {
  document: JsonObject
  random: Random
  /** Ids, cursors and the like for a field of this name; undefined for other fields. */
  known: (name: string) => unknown
}

const WORDS = ['a red kite', 'Grüße aus Köln', '風', 'x', 'line\nbreak', '"quoted"', '=1+1', '[[kite]]']

/** Begins with the example of a schema and adds some of the fields that may be left out. */
export function validValue(schema: JsonObject, source: ValueSource, name = ''): unknown {
  const { document, random } = source
  const known = source.known(name)
  if (known !== undefined && random.chance(0.8)) return known
  const resolved = resolve(schema, document)
  const choices = resolved['oneOf'] ?? resolved['anyOf']
  if (Array.isArray(choices)) return validValue(Object(random.pick(choices)), source, name)
  const example = exampleOf(schema, document)
  if (isObject(example)) return withOptionalFields(example, resolved, source)
  const given: unknown[] = Array.isArray(resolved['enum']) ? resolved['enum'] : []
  if (given.length > 0) return random.pick(given)
  if (example !== 'text' && random.chance(0.5)) return example
  return byType(resolved, source)
}

function withOptionalFields(example: JsonObject, schema: JsonObject, source: ValueSource): JsonObject {
  const value: JsonObject = structuredClone(example)
  for (const [name, field] of Object.entries(objectAt(schema, 'properties'))) {
    if (!isObject(field) || !source.random.chance(name in value ? 0.1 : 0.06)) continue
    value[name] = validValue(field, source, name)
  }
  return value
}

function byType(schema: JsonObject, source: ValueSource): unknown {
  const { random } = source
  const { type } = schema
  const types: unknown[] = Array.isArray(type) ? type : [type]
  switch (random.pick(types)) {
    case 'object':
      return withOptionalFields({}, schema, source)
    case 'array':
      return Array.from({ length: 1 + random.below(3) }, () => validValue(objectAt(schema, 'items'), source))
    case 'integer':
      return wholeWithin(schema, random)
    case 'number':
      return wholeWithin(schema, random) + random.next()
    case 'boolean':
      return random.chance(0.5)
    case 'null':
      return null
    default:
      return random.pick(WORDS)
  }
}

function wholeWithin({ minimum, maximum }: JsonObject, random: Random): number {
  const low = typeof minimum === 'number' ? minimum : 0
  const high = typeof maximum === 'number' ? Math.min(maximum, low + 1_000) : low + 10
  return random.pick([low, high, low + random.below(Math.max(1, high - low + 1))])
}
