/**
 * The same value with its fields in the order in which Postgres gives them back from `jsonb`: shorter names first, then by their
 * bytes. What is told before it was read from there is then told in the same words as afterwards.
 */
export function inJsonbOrder<T>(value: T): T
export function inJsonbOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry: unknown) => inJsonbOrder(entry))
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).map(([name, field]): [Buffer, string, unknown] => [
    Buffer.from(name),
    name,
    inJsonbOrder(field),
  ])
  fields.sort(([a], [b]) => a.length - b.length || Buffer.compare(a, b))
  return Object.fromEntries(fields.map(([, name, field]) => [name, field]))
}
