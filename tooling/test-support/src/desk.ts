import { once } from 'node:events'
import { connect, createServer, type Server } from 'node:net'
import { text } from 'node:stream/consumers'

/** Names the unix socket on which the test run's main process answers those that run tests. */
export const DESK_VARIABLE = 'JOINTO_TEST_DESK'

/** Answers one question on each connection. */
export async function openDesk(
  socketPath: string,
  answer: (question: string) => Promise<string>,
): Promise<Server> {
  const desk = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {})
    text(socket)
      .then(answer)
      .then(
        (reply) => socket.end(JSON.stringify({ reply })),
        (error: unknown) => socket.end(JSON.stringify({ error: String(error) })),
      )
  })
  desk.listen(socketPath)
  await once(desk, 'listening')
  return desk
}

export async function askDesk(socketPath: string, question: string): Promise<string> {
  const socket = connect(socketPath)
  socket.end(question)
  const answer: { reply?: string; error?: string } = JSON.parse(await text(socket))
  if (answer.reply === undefined) throw new Error(answer.error)
  return answer.reply
}
