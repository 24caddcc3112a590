import type { Hono } from 'hono'
import { colourOf } from '../media/colour.ts'
import { encodeMp4 } from '../media/mp4.ts'
import { encodePicture } from '../media/picture.ts'
import { sendFile } from '../media/send-file.ts'
import { encodeSpeech } from '../media/speech.ts'
import { zip } from '../media/zip.ts'
import { checkSignature, noSuchFile, signedPath } from '../signed-files.ts'
import type { SimTask } from '../task-store.ts'
import { sendReply, type VendorEnv } from '../vendor.ts'
import type { RunwayState, RunwayWork } from './work.ts'

/** Signed paths of everything a task made. */
export function signedOutputPaths({ id, work }: SimTask<RunwayWork>): string[] {
  // What would sound in a film lies beside its frames.
  if (work.isSequence === true) return ['zip', 'wav'].map((ending) => signedPath(`/_outputs/${id}.${ending}`))
  const ending = work.format ?? (work.kind === 'video' ? 'mp4' : 'png')
  const count = work.count ?? 1
  return Array.from({ length: count }, (_, index) =>
    signedPath(`/_outputs/${id}${index === 0 ? '' : `_${index}`}.${ending}`),
  )
}

/** The store behind the output URLs. A deleted task takes its files along. */
export function addOutputRoutes(app: Hono<VendorEnv>, state: RunwayState): void {
  app.get('/_outputs/:file', async (c) => {
    checkSignature(c)
    const task = state.tasks.get(c.req.param('file').replace(/(_\d+)?\.\w+$/, ''))
    if (!task) return sendReply(noSuchFile())
    const { bytes, mediaType } = c.req.param('file').endsWith('.wav')
      ? encodeSpeech('wav', task.work.seconds)
      : await encode(task.work)
    return sendFile(c, bytes, mediaType)
  })
}

/** Masters come as MP4, and frames of all kinds as PNG: the simulator has no encoders for them. */
async function encode({ kind, prompt, width, height, seconds, format, isSequence }: RunwayWork): Promise<{
  bytes: Uint8Array<ArrayBuffer>
  mediaType: string
}> {
  const colour = colourOf(prompt)
  if (format === 'mp3' || format === 'wav' || format === 'opus') return encodeSpeech(format, seconds)
  if (isSequence === true) {
    const frame = encodePicture('png', width, height, colour)
    return { bytes: zip({ 'frame_0001.png': frame, 'frame_0002.png': frame }), mediaType: 'application/zip' }
  }
  if (kind === 'image' && format !== undefined) {
    return { bytes: encodePicture(format, width, height, colour), mediaType: `image/${format}` }
  }
  return { bytes: await encodeMp4({ width, height, seconds, colour }), mediaType: 'video/mp4' }
}
