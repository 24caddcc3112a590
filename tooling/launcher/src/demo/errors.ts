/** The demo cannot go on. The message is one line that says what to do. */
export class DemoError extends Error {
  override readonly name = 'DemoError'
  readonly exitCode: number

  constructor(message: string, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}
