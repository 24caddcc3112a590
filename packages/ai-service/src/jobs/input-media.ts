import { UNREAD_FILE, type GenerationInput, type Media } from '@jointo/providers'
import { eq, inArray, isNull, sql } from 'drizzle-orm'
import { buffer } from 'node:stream/consumers'
import { keepUpload } from '../assets/keep.ts'
import type { ServiceContext } from '../context.ts'
import { owned } from '../db/scoped.ts'
import { ServiceError } from '../errors.ts'
import { own } from '../files/own-failure.ts'
import { asset } from '../schema.ts'
import type { Principal } from '../types.ts'
import { inlineType, refuseWrongClaim, refuseWrongClass } from './input-class.ts'
import { mapMedia, type CallerInput, type CallerMedia } from './job-input.ts'

/** Bytes of one stored file that may be sent along with a request. */
const MAX_INPUT_BYTES = 50 * 1024 * 1024

/** Stands for a file while limits are checked: no provider reads the bytes then. */
export function placeholderMedia(media: CallerMedia): Media {
  return { url: media.url ?? UNREAD_FILE, ...roleOf(media) }
}

export function hasInlineMedia(input: CallerInput): boolean {
  let found = false
  mapMedia(input, (media) => (found ||= media.data !== undefined))
  return found
}

/** Files that came inside the request become assets, so that no row carries megabytes. Foreign ids and wrong files are refused. */
export async function keepInlineMedia(
  context: ServiceContext,
  principal: Principal,
  input: CallerInput,
): Promise<CallerInput> {
  await refuseWrongFiles(context, principal, input)
  const kept = new Map<CallerMedia, CallerMedia>()
  for (const { media, param } of mediaOf(input)) {
    if (media.data === undefined) continue
    const id = await keepUpload(context, principal, bytesOf(media.data), {
      param,
      maxBytes: MAX_INPUT_BYTES,
    })
    kept.set(media, { asset_id: id, ...roleOf(media) })
  }
  return mapMedia(input, (media) => kept.get(media) ?? media)
}

function bytesOf(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? Buffer.from(data.slice(data.indexOf(',') + 1), 'base64') : data
}

/**
 * What the provider gets: addresses as they are, stored files as `data:` URLs.
 *
 * @throws ServiceError `invalid_request` that names the field, for what was deleted since; OwnFailureError when database or
 *   storage are away
 */
export async function resolveInputMedia(
  context: ServiceContext,
  accountId: string,
  input: CallerInput,
): Promise<GenerationInput> {
  const urls = new Map<string, string>()
  for (const { media, param } of mediaOf(input)) {
    const id = media.asset_id
    if (id !== undefined && !urls.has(id))
      urls.set(id, await dataUrl(context, accountId, id, `${param}.asset_id`))
  }
  return mapMedia(input, (media) => ({
    url: media.url ?? urls.get(media.asset_id ?? '') ?? '',
    ...roleOf(media),
  }))
}

async function dataUrl(
  context: ServiceContext,
  accountId: string,
  assetId: string,
  param: string,
): Promise<string> {
  const [row] = await own(() =>
    context.db
      .select()
      .from(asset)
      .where(owned(asset, { accountId }, eq(asset.id, assetId), isNull(asset.deletedAt))),
  )
  if (row === undefined) {
    const message = `${param}: ${assetId} was deleted before the job began. Upload it again and order anew.`
    throw new ServiceError('invalid_request', message, { param })
  }
  if (row.bytes > MAX_INPUT_BYTES) {
    const message = `${param}: ${assetId} is too large to be an input, at most 50 MB are accepted.`
    throw new ServiceError('invalid_request', message, { param })
  }
  // The asset is there: a file that is not is for us to find.
  const bytes = await own(async () => buffer((await context.storage.open(row.storageKey)).stream))
  return `data:${row.mediaType};base64,${bytes.toString('base64')}`
}

/**
 * Looks at what is here: files inside the request by their first bytes, and stored ones.
 * @throws ServiceError that names the field: `not_found` for what is not there or somebody else's, `unsupported_media_type`
 */
export async function refuseWrongFiles(
  context: ServiceContext,
  principal: Principal,
  input: CallerInput,
): Promise<void> {
  for (const { media, param } of mediaOf(input)) {
    if (media.data === undefined) continue
    const mediaType = inlineType(media.data)
    refuseWrongClass(param, mediaType)
    refuseWrongClaim(param, media.data, mediaType)
  }
  const wanted = mediaOf(input).filter(({ media }) => media.asset_id !== undefined)
  if (wanted.length === 0) return
  const ids = wanted.map(({ media }) => media.asset_id ?? '')
  // Noted in the same step, so that no sweep deletes them before the job has them.
  const found = await context.db
    .update(asset)
    .set({ lastUsedAt: sql`now()` })
    .where(owned(asset, principal, inArray(asset.id, ids), isNull(asset.deletedAt)))
    .returning({ id: asset.id, mediaType: asset.mediaType })
  const types = new Map(found.map((row) => [row.id, row.mediaType]))
  for (const { media, param } of wanted) {
    const field = `${param}.asset_id`
    const mediaType = types.get(media.asset_id ?? '')
    if (mediaType === undefined)
      throw new ServiceError('not_found', 'There is no such asset.', { param: field })
    refuseWrongClass(field, mediaType)
  }
}

function mediaOf(input: CallerInput): { media: CallerMedia; param: string }[] {
  const all: { media: CallerMedia; param: string }[] = []
  mapMedia(input, (media, param) => all.push({ media, param }))
  return all
}

const roleOf = (media: CallerMedia): Pick<Media, 'role'> =>
  media.role === undefined ? {} : { role: media.role }
