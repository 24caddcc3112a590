/** A part of the document, which is plain JSON. */
export type JsonObject = Record<string, unknown>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Empty where there is none. */
export function objectAt(parent: unknown, key: string): JsonObject {
  const value = isObject(parent) ? parent[key] : undefined
  return isObject(value) ? value : {}
}

/** What a `$ref` inside of the document stands for; anything else is itself. */
export function resolve(value: unknown, document: JsonObject): JsonObject {
  if (!isObject(value)) return {}
  const { $ref } = value
  if (typeof $ref !== 'string') return value
  let target: unknown = document
  for (const step of $ref.replace(/^#\//, '').split('/')) target = objectAt(target, step)
  return resolve(target, document)
}
