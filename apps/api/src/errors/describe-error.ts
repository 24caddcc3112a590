/**
 * What the log may know about an unexpected error. Messages of database drivers carry whole statements with their
 * parameters after the first line, so only that line is kept, and of the stack only the places.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  const code: unknown = Reflect.get(error, 'code')
  return {
    name: error.name,
    message: firstLine(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    stack: places(error.stack),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').slice(0, 300)
}

function places(stack: string | undefined): string[] {
  return (stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .map((line) => line.trim())
}
