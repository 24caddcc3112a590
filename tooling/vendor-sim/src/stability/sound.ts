import { encodeSilentMp3 } from '../media/mp3.ts'
import { encodeWav } from '../media/wav.ts'
import type { AudioWork } from './work.ts'

/** A finished sound as bytes or as JSON. Audio knows no other finish reason than success. */
export function sendSound(
  { seconds, format, seed }: AudioWork,
  as: 'bytes' | 'json',
  facts: 'told' | 'untold' = 'told',
): Response {
  const bytes = format === 'wav' ? encodeWav(seconds) : encodeSilentMp3(seconds)
  const type = format === 'wav' ? 'audio/wav' : 'audio/mpeg'
  const isTold = facts === 'told'
  if (as === 'bytes') {
    const told = { 'finish-reason': 'SUCCESS', ...(seed !== undefined && { seed: `${seed}` }) }
    const headers = { 'content-type': type, 'content-length': `${bytes.length}`, ...(isTold && told) }
    return new Response(bytes, { headers })
  }
  const told = { finish_reason: 'SUCCESS', ...(seed !== undefined && { seed }) }
  const body = { audio: Buffer.from(bytes).toString('base64'), ...(isTold && told) }
  return Response.json(body, { headers: { 'content-type': `application/json; type=${type}` } })
}
