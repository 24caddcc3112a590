import { JointoError } from './errors.ts'

/** `invalid_options`: an option of a client is unknown or wrong; the message names it and the cure. */
export class OptionsError extends JointoError {
  override readonly name = 'OptionsError'

  constructor(message: string, cause?: unknown) {
    super(message, { code: 'invalid_options', retryable: false, cause })
  }
}

/** `invalid_argument`: refused before anything was sent. */
export class InvalidArgumentError extends JointoError {
  override readonly name = 'InvalidArgumentError'
  /** The field at fault: `duration`. */
  readonly param: string | undefined

  constructor(message: string, param?: string, cause?: unknown) {
    super(message, { code: 'invalid_argument', retryable: false, cause })
    this.param = param
  }
}

/** `poll_timeout`: the work was not done in time. It may still be going on at the vendor. */
export class PollTimeoutError extends JointoError {
  override readonly name = 'PollTimeoutError'

  constructor(timeoutMs: number) {
    super(`not done after ${timeoutMs} ms; it may still be going on`, {
      code: 'poll_timeout',
      retryable: true,
    })
  }
}
