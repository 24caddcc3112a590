import type { Hono } from 'hono'
import { pollTask } from '../task-store.ts'
import { sendReply, type VendorContext, type VendorEnv } from '../vendor.ts'
import { namedError, stabilityError } from './errors.ts'
import { sendPicture } from './picture.ts'
import { sendSound } from './sound.ts'
import { checkKey, readAccept, type StabilityState } from './work.ts'

interface ResultRoute {
  path: string
  /** What asks for bytes. */
  accept: string
  has: 'picture' | 'sound'
}

const ROUTES: readonly ResultRoute[] = [
  { path: '/v2beta/results/:id', accept: '*/*', has: 'picture' },
  { path: '/v2beta/stable-image/upscale/creative/result/:id', accept: 'image/*', has: 'picture' },
  { path: '/v2beta/audio/results/:id', accept: 'audio/*', has: 'sound' },
]

export function addResultRoutes(app: Hono<VendorEnv>, state: StabilityState): void {
  for (const route of ROUTES) {
    app.get(route.path, (c) => sendResult(c, state, c.req.param('id') ?? '', route))
  }
}

function sendResult(c: VendorContext, state: StabilityState, id: string, route: ResultRoute): Response {
  // The vendor's samples ask the first route for image/* too.
  const isImage = route.has === 'picture' && c.req.header('accept') === 'image/*'
  const accept = isImage ? 'bytes' : readAccept(c, route.accept)
  const { apiKey } = c.var
  if (apiKey.state !== 'broke') checkKey(c)
  const task = state.tasks.get(id)
  // A task is shown to the key that started it, at the place of its kind; to others it does not exist.
  const has = task && 'seconds' in task.work ? 'sound' : 'picture'
  if (!task || task.apiKey !== apiKey.text || has !== route.has) return sendReply(stabilityError(404))
  const now = pollTask(task)
  if (now.statusWord !== undefined || now.phase === 'waiting' || now.phase === 'running') {
    return sendReply({ status: 202, body: { id, status: now.statusWord ?? 'in-progress' } })
  }
  // Results of Stable Audio 3 were seen without finish reason and seed.
  if (now.phase === 'succeeded') {
    const { work } = task
    return 'seconds' in work ? sendSound(work, accept, 'untold') : sendPicture(work, accept)
  }
  const { failure, failureCode } = task.script
  // There is no failed status: a failure is an HTTP error on the poll.
  if (failureCode === 'content_moderation') return sendReply(stabilityError(403))
  return sendReply(failure ? namedError(500, failureCode ?? 'internal_error', failure) : stabilityError(500))
}
