import type { Hono } from 'hono'
import { colourOf } from '../media/colour.ts'
import { encodeMp4 } from '../media/mp4.ts'
import { encodePng } from '../media/png.ts'
import { sendFile } from '../media/send-file.ts'
import { checkSignature, noSuchFile, signedPath } from '../signed-files.ts'
import type { SimTask } from '../task-store.ts'
import { sendReply, type VendorEnv } from '../vendor.ts'
import type { RunwayState, RunwayWork } from './work.ts'

export const signedOutputPath = (task: SimTask<RunwayWork>): string =>
  signedPath(`/_outputs/${task.id}.${task.work.kind === 'video' ? 'mp4' : 'png'}`)

/** The store behind the output URLs. A deleted task takes its files along. */
export function addOutputRoutes(app: Hono<VendorEnv>, state: RunwayState): void {
  app.get('/_outputs/:file', async (c) => {
    checkSignature(c)
    const task = state.tasks.get(c.req.param('file').replace(/\.\w+$/, ''))
    if (!task) return sendReply(noSuchFile())
    const { kind, prompt, width, height, seconds } = task.work
    const colour = colourOf(prompt)
    if (kind === 'image') return sendFile(c, encodePng(width, height, colour), 'image/png')
    return sendFile(c, await encodeMp4({ width, height, seconds, colour }), 'video/mp4')
  })
}
