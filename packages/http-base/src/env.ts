/** An environment variable, trimmed; empty counts as absent. */
export function readEnv(name: string): string | undefined {
  const value = process.env[name]?.trim()
  return value === '' ? undefined : value
}
