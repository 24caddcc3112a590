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

/** Other names of what we keep, as clients and browsers write them; a container of films may hold sound alone. */
const CLAIMS: Readonly<Record<string, RegExp>> = {
  'image/jpeg': /^image\/(jpeg|jpg|pjpeg)$/,
  'audio/mpeg': /^audio\/(mpeg|mp3|mpga|mpeg3|x-mpeg|x-mp3|x-mpeg-3)$/,
  'audio/wav': /^audio\/(wav|wave|x-wav|x-pn-wav|vnd\.wave)$/,
  'audio/flac': /^audio\/(x-)?flac$/,
  'audio/ogg': /^(audio|video)\/(ogg|opus|vorbis)$/,
  'audio/aac': /^audio\/(aac|aacp|x-aac|x-hx-aac-adts)$/,
  'video/mp4': /^(audio|video)\/(mp4|m4a|m4v|x-m4a|x-m4v|quicktime|3gpp2?)$/,
  'video/webm': /^(audio|video)\/(webm|x-matroska)$/,
}

/**
 * A `data:` URL says what it holds. One that is wrong about it was made by mistake, and nobody knows what else is wrong.
 * @throws ServiceError `invalid_request`
 */
export function refuseWrongClaim(
  param: string,
  data: NonNullable<CallerMedia['data']>,
  mediaType: string | undefined,
): void {
  const claim = typeof data === 'string' ? /^data:([^;,]+)/.exec(data)?.[1]?.toLowerCase() : undefined
  if (claim === undefined || mediaType === undefined || claim === mediaType) return
  if (CLAIMS[mediaType]?.test(claim) === true) return
  const field = `${param}.data`
  throw new ServiceError(
    'invalid_request',
    `${field}: the data: URL says ${claim}, and the file in it is ${mediaType}. Write data:${mediaType};base64,…`,
    { param: field },
  )
}
