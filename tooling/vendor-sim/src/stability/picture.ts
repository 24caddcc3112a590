import { colourOf } from '../media/colour.ts'
import { encodePicture } from '../media/picture.ts'
import { finishReason, type PictureWork } from './work.ts'

/** The finished picture as bytes with its facts in headers, or as JSON with its facts in fields. */
export function sendPicture(work: PictureWork, as: 'bytes' | 'json'): Response {
  const { width, height } = work.size
  const bytes = encodePicture(work.format, width, height, colourOf(work.prompt))
  const reason = finishReason(work)
  const type = `image/${work.format}`
  if (as === 'bytes') {
    const headers = { 'content-type': type, 'content-length': `${bytes.length}`, 'finish-reason': reason }
    return new Response(bytes, {
      headers: { ...headers, ...(work.seed !== undefined && { seed: `${work.seed}` }) },
    })
  }
  const body = {
    image: Buffer.from(bytes).toString('base64'),
    finish_reason: reason,
    ...(work.seed !== undefined && { seed: work.seed }),
  }
  return Response.json(body, { headers: { 'content-type': `application/json; type=${type}` } })
}
