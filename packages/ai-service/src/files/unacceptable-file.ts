export type UnacceptableReason = 'empty' | 'too_large' | 'length' | 'type' | 'broken'

/** The bytes are not a file that we keep. */
export class UnacceptableFileError extends Error {
  override readonly name = 'UnacceptableFileError'
  readonly reason: UnacceptableReason

  constructor(reason: UnacceptableReason, message: string) {
    super(message)
    this.reason = reason
  }
}
