import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import { sendReply, type VendorEnv } from '../vendor.ts'
import type { Item } from './collection.ts'
import { runwayError } from './errors.ts'
import { checkCaller, parseBody, type RunwayState } from './work.ts'

const MIN_SIZE = 512
const MAX_SIZE = 200 * 1024 * 1024

const uploadSchema = z.strictObject({
  filename: z
    .string()
    .min(3)
    .max(255)
    .regex(/\.(jpe?g|png|webp|mp4|webm|mov|ogg|mkv|mp3|m4a|aac|flac|wav)$/i, 'must end in a media extension'),
  type: z.literal('ephemeral'),
})

/** An upload in two steps: ask for a place, then send the form there, without our headers and the file last. */
export function addUploadRoutes(app: Hono<VendorEnv>, state: RunwayState): void {
  app.post('/v1/uploads', (c) => {
    checkCaller(c)
    parseBody(c, uploadSchema)
    const key = randomUUID()
    places(state).set(key, { id: key, createdAt: new Date().toISOString() })
    const fields = {
      key,
      policy: Buffer.from(key).toString('base64'),
      'x-amz-signature': key.replaceAll('-', ''),
    }
    return c.json({ uploadUrl: `${state.publicUrl(c)}/_uploads`, fields, runwayUri: `runway://${key}` })
  })

  app.post('/_uploads', (c) => {
    const { body } = c.var
    if (c.req.header('authorization') !== undefined || body.kind !== 'form') return refuse(400)
    const file = body.fields.get('file')?.[0]
    const key = body.fields.get('key')?.[0]
    const isLast = [...body.fields.keys()].at(-1) === 'file'
    if (!(file instanceof File) || !isLast || typeof key !== 'string') return refuse(400)
    if (file.size < MIN_SIZE || file.size > MAX_SIZE) return refuse(400)
    // A place takes one file.
    return places(state).delete(key) ? c.body(null, 204) : refuse(403)
  })
}

const places = (state: RunwayState): Map<string, Item> => state.collection('/_uploads')
const refuse = (status: number): Response => sendReply(runwayError(status))
