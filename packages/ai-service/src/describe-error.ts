/**
 * What may be logged of an error: its own words, one line. An error of drizzle repeats the statement with its values (prompts
 * among them), so the driver's error behind it speaks instead.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error'
  if (error.message.startsWith('Failed query') && error.cause instanceof Error)
    return describeError(error.cause)
  const [line = ''] = error.message.split('\n')
  return `${error.name}: ${line.slice(0, 300)}`
}
