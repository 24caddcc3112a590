import type { Hono } from 'hono'
import { pollTask } from '../task-store.ts'
import { sendReply, type VendorContext, type VendorEnv } from '../vendor.ts'
import { namedError, stabilityError } from './errors.ts'
import { sendPicture } from './picture.ts'
import { checkKey, readAccept, type StabilityState } from './work.ts'

export function addResultRoutes(app: Hono<VendorEnv>, state: StabilityState): void {
  app.get('/v2beta/results/:id', (c) => sendResult(c, state, c.req.param('id'), '*/*'))
  app.get('/v2beta/stable-image/upscale/creative/result/:id', (c) =>
    sendResult(c, state, c.req.param('id'), 'image/*'),
  )
}

function sendResult(c: VendorContext, state: StabilityState, id: string, bytesWord: string): Response {
  // The vendor's samples ask this route for image/* too.
  const accept = c.req.header('accept') === 'image/*' ? 'bytes' : readAccept(c, bytesWord)
  const { apiKey } = c.var
  if (apiKey.state !== 'broke') checkKey(c)
  const task = state.tasks.get(id)
  // A task is shown to the key that started it; to others it does not exist.
  if (!task || task.apiKey !== apiKey.text) return sendReply(stabilityError(404))
  const now = pollTask(task)
  if (now.statusWord !== undefined || now.phase === 'waiting' || now.phase === 'running') {
    return sendReply({ status: 202, body: { id, status: now.statusWord ?? 'in-progress' } })
  }
  if (now.phase === 'succeeded') return sendPicture(task.work, accept)
  const { failure, failureCode } = task.script
  // There is no failed status: a failure is an HTTP error on the poll.
  if (failureCode === 'content_moderation') return sendReply(stabilityError(403))
  return sendReply(failure ? namedError(500, failureCode ?? 'internal_error', failure) : stabilityError(500))
}
