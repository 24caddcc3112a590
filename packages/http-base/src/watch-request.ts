import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'
import { ConnectTimeoutError, ResponseTimeoutError } from './body-errors.ts'
import type { AttemptRequest, SentState } from './transport.ts'

/**
 * A socket that is connected already (used again, or handed over by another request) may carry bytes at once; a new one
 * only when it is connected. In doubt it counts as sent. The time a request waits for a free socket is not counted.
 */
export function watchRequest(
  outgoing: ClientRequest,
  { url, timeout }: Pick<AttemptRequest, 'url' | 'timeout'>,
  state: SentState,
): void {
  const { connectMs, responseMs } = timeout
  let before = 0
  outgoing.once('socket', (socket) => {
    if (socket.connecting) watchConnect(outgoing, socket, url, connectMs, state)
    else {
      before = socket.bytesWritten
      state.sent = true
    }
  })
  let timer: NodeJS.Timeout | undefined
  let answered = false
  outgoing.once('response', ({ socket }) => {
    answered = true
    state.bytes = socket.bytesWritten - before
    clearTimeout(timer)
  })
  outgoing.once('close', () => clearTimeout(timer))
  outgoing.once('finish', () => {
    // An answer may begin before the request has ended.
    if (answered) return
    timer = setTimeout(() => {
      outgoing.destroy(new ResponseTimeoutError(`no answer after ${responseMs} ms`))
    }, responseMs)
  })
}

function watchConnect(
  outgoing: ClientRequest,
  socket: Socket,
  url: URL,
  connectMs: number,
  state: SentState,
): void {
  const timer = setTimeout(() => {
    outgoing.destroy(new ConnectTimeoutError(`not connected after ${connectMs} ms`))
  }, connectMs)
  socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
    clearTimeout(timer)
    state.sent = true
  })
  socket.once('close', () => clearTimeout(timer))
}
