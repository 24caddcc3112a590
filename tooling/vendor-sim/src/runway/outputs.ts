import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Hono } from 'hono'
import { colourOf } from '../media/colour.ts'
import { encodeMp4 } from '../media/mp4.ts'
import { encodePng } from '../media/png.ts'
import { sendFile } from '../media/send-file.ts'
import type { SimTask } from '../task-store.ts'
import { sendReply, type VendorEnv, type VendorReply } from '../vendor.ts'
import type { RunwayState, RunwayWork } from './work.ts'

const secret = randomBytes(32)

const sign = (file: string): string => createHmac('sha256', secret).update(file).digest('base64url')

const fileName = (task: SimTask<RunwayWork>): string =>
  `${task.id}.${task.work.kind === 'video' ? 'mp4' : 'png'}`

export function signedOutputPath(task: SimTask<RunwayWork>): string {
  const file = fileName(task)
  return `/_outputs/${file}?_jwt=${sign(file)}`
}

/** The store behind the output URLs: the signature is the only key, and a second one is refused. */
export function addOutputRoutes(app: Hono<VendorEnv>, state: RunwayState): void {
  app.get('/_outputs/:file', async (c) => {
    const file = c.req.param('file')
    if (c.req.header('authorization') !== undefined) {
      return sendReply(storeError(400, 'InvalidArgument', 'Only one auth mechanism allowed'))
    }
    if (!isSigned(file, c.req.query('_jwt') ?? ''))
      return sendReply(storeError(403, 'AccessDenied', 'Access Denied'))
    const task = state.tasks.get(file.replace(/\.\w+$/, ''))
    if (!task) return sendReply(storeError(404, 'NoSuchKey', 'The specified key does not exist.'))
    const { kind, prompt, width, height, seconds } = task.work
    const colour = colourOf(prompt)
    if (kind === 'image') return sendFile(c, encodePng(width, height, colour), 'image/png')
    return sendFile(c, await encodeMp4({ width, height, seconds, colour }), 'video/mp4')
  })
}

function isSigned(file: string, signature: string): boolean {
  const expected = Buffer.from(sign(file))
  const given = Buffer.from(signature)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

function storeError(status: number, code: string, message: string): VendorReply {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`
  return { status, body, headers: { 'content-type': 'application/xml' } }
}
