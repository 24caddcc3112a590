/** Leaves out what is undefined: the gateway's schemas are closed, and a stray null is an error to some upstreams. */
export function compact(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
