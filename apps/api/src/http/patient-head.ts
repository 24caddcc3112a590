import { ServerResponse } from 'node:http'

/**
 * Sends the head of a stream together with its first bytes where those come in the same turn, as a chat's do: a packet less for
 * each stream.
 */
export class PatientHead extends ServerResponse {
  override flushHeaders(): void {
    const { socket } = this
    // Behind another answer of the same connection: nothing can be sent yet.
    if (socket === null) return super.flushHeaders()
    const before = socket.bytesWritten
    setImmediate(() => {
      if (socket.bytesWritten === before && !this.destroyed) super.flushHeaders()
    })
  }

  /** What was promised goes out before a stream breaks: without a head, clients take it for a call that never arrived, and repeat it. */
  override destroy(error?: Error): this {
    if (this.headersSent && !this.destroyed) super.flushHeaders()
    if (this.socket !== null && this.socket.writableCorked > 0) this.socket.uncork()
    return super.destroy(error)
  }
}
