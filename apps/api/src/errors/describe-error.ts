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

/** In one line, what was behind an error that says only what its reader can do about it; undefined: nothing. */
export function causeOf(error: Error): string | undefined {
  const lines: string[] = []
  for (let current = error.cause; current instanceof Error; current = current.cause) {
    // That of drizzle is only a statement: the driver's own error is behind it.
    if (current.message.startsWith('Failed query')) continue
    const code: unknown = Reflect.get(current, 'code')
    const line = firstLine(current.message) || (typeof code === 'string' ? code : current.name)
    if (!lines.includes(line)) lines.push(line)
  }
  return lines.length === 0 ? undefined : lines.join(', for: ')
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
