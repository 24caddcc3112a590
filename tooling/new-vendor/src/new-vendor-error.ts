/** Nothing was written. The message says why and what to do. */
export class NewVendorError extends Error {
  override readonly name = 'NewVendorError'
  /** 2 for a wrong command line. */
  readonly exitCode: number

  constructor(message: string, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}
