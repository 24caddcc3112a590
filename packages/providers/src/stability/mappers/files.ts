import type { FormFile } from '@jointo/http-base'
import { readDataUrl, UNREAD_FILE } from '../../data-url.ts'
import { invalidRequest } from '../../provider-error.ts'
import type { GenerationInput, MediaRole } from '../../spec/generation-input.ts'

/** `undefined`: a picture without a role. */
type Roles = readonly (MediaRole | undefined)[]

/** The picture that is worked on. */
export const SOURCE: Roles = ['source', undefined]
/** The one picture of a model that takes a single one. */
export const ONLY: Roles = ['source', 'reference', undefined]
export const MASK: Roles = ['mask']
export const REFERENCE: Roles = ['reference']

/** All pictures of these roles, in order. */
export function picturesOf(input: GenerationInput, roles: Roles): FormFile[] {
  return (input.images ?? []).flatMap(({ url, role }, index) =>
    roles.includes(role) ? [readPicture(url, `input.images[${index}]`)] : [],
  )
}

/**
 * The picture of these roles, if it is there.
 * @throws ProviderError `invalid_request` for a second one
 */
export function pictureOf(input: GenerationInput, roles: Roles): FormFile | undefined {
  const [picture, second] = picturesOf(input, roles)
  if (second === undefined) return picture
  throw invalidRequest('input.images', `Give one picture as ${nameOf(roles)}, not several.`)
}

/** @throws ProviderError `invalid_request` when there is none, or a second one */
export function neededPicture(input: GenerationInput, roles: Roles): FormFile {
  const picture = pictureOf(input, roles)
  if (picture) return picture
  throw invalidRequest('input.images', `A picture is needed as ${nameOf(roles)}.`)
}

const AUDIO_TYPES: ReadonlyMap<string, string> = new Map([
  ['audio/mpeg', 'mp3'],
  ['audio/mp3', 'mp3'],
  ['audio/wav', 'wav'],
  ['audio/wave', 'wav'],
  ['audio/x-wav', 'wav'],
])

/** @throws ProviderError `invalid_request` for anything but MP3 and WAV */
export function recordingOf({ audio }: GenerationInput): FormFile | undefined {
  if (audio === undefined) return undefined
  const { bytes, mediaType } = readDataUrl(audio.url, 'input.audio')
  const ending = audio.url === UNREAD_FILE ? 'mp3' : AUDIO_TYPES.get(mediaType)
  if (ending === undefined) {
    throw invalidRequest('input.audio', `Recordings must be MP3 or WAV, not ${mediaType}.`)
  }
  return { bytes, mediaType, filename: `audio.${ending}` }
}

/** @throws ProviderError `invalid_request` when there is none */
export function neededRecording(input: GenerationInput): FormFile {
  const recording = recordingOf(input)
  if (recording) return recording
  throw invalidRequest('input.audio', 'A recording is needed.')
}

function readPicture(url: string, param: string): FormFile {
  const { bytes, mediaType } = readDataUrl(url, param)
  const ending = url === UNREAD_FILE ? 'png' : /^image\/(png|jpeg|webp)$/.exec(mediaType)?.[1]
  if (ending === undefined) {
    throw invalidRequest(param, `Pictures must be PNG, JPEG or WebP, not ${mediaType}.`)
  }
  return { bytes, mediaType, filename: `image.${ending}` }
}

function nameOf([role]: Roles): string {
  return role ?? 'source'
}
