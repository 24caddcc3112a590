import { detectMediaType, HEAD_BYTES } from '../files/media-type.ts'
import { ServiceError } from '../errors.ts'
import type { CallerMedia } from './job-input.ts'

interface InputClass {
  fits: RegExp
  wanted: string
}

const PICTURE: InputClass = { fits: /^image\//, wanted: 'a PNG, JPEG or WebP picture' }
const FILM: InputClass = { fits: /^video\//, wanted: 'an MP4 or WebM video' }
/** The containers of films may hold sound alone, and vendors take the sound out of films. */
const SOUND: InputClass = { fits: /^(audio|video)\//, wanted: 'a recording' }

function classOf(param: string): InputClass {
  if (param.startsWith('input.video')) return FILM
  return param.startsWith('input.audio') ? SOUND : PICTURE
}

/**
 * A file has to be what its field is for: no vendor is paid, and no credits are held, for the wrong one.
 * @throws ServiceError `unsupported_media_type`
 */
export function refuseWrongClass(param: string, mediaType: string | undefined): void {
  const { fits, wanted } = classOf(param)
  if (mediaType !== undefined && fits.test(mediaType)) return
  const given = mediaType === undefined ? 'of no type that is accepted' : mediaType
  throw new ServiceError('unsupported_media_type', `${param}: the file is ${given}. Give ${wanted}.`, {
    param,
  })
}

/** The type of a file that came inside the request, by its first bytes: what it says of itself is a claim. */
export function inlineType(data: NonNullable<CallerMedia['data']>): string | undefined {
  if (typeof data !== 'string')
    return detectMediaType(Buffer.from(data.buffer, data.byteOffset, Math.min(data.byteLength, HEAD_BYTES)))
  const start = data.indexOf(',') + 1
  return detectMediaType(Buffer.from(data.slice(start, start + Math.ceil(HEAD_BYTES / 3) * 4), 'base64'))
}
