/** Name look-up, connection and handshake took too long together. */
export class ConnectTimeoutError extends Error {
  override readonly name = 'ConnectTimeoutError'
}

/** The request was sent, and no answer began. */
export class ResponseTimeoutError extends Error {
  override readonly name = 'ResponseTimeoutError'
}

/** What was to be sent could not be read. */
export class UnreadableBodyError extends Error {
  override readonly name = 'UnreadableBodyError'
}

/** Nothing came for too long. */
export class IdleTimeoutError extends Error {
  override readonly name = 'IdleTimeoutError'
}

/** More decoded bytes than allowed. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
}

/** A host name leads to an address that we do not connect to. */
export class UnsafeAddressError extends Error {
  override readonly name = 'UnsafeAddressError'
}
