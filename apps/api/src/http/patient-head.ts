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
}
