import type { AppMiddleware } from '../env.ts'
import { endsConnection, lingerAfterAnswer } from '../http/unread-body.ts'

/** Says so where the connection ends with an answer, because nobody is going to read the body of its request. */
export const closeUnread: AppMiddleware = async function closeUnread(c, next) {
  await next()
  const incoming = c.env?.incoming
  if (incoming === undefined || incoming.complete) return
  if (endsConnection(incoming)) c.res.headers.set('connection', 'close')
  if (c.res.headers.get('connection') === 'close') lingerAfterAnswer(incoming)
}
