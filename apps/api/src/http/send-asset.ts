import type { Asset } from '@jointo/ai-service'
import type { AppContext } from '../env.ts'
import { ApiError } from '../errors/api-error.ts'
import { isServiceError } from '../errors/service-errors.ts'
import { parseRange, type RequestedRange } from './byte-range.ts'
import { streamBody } from './stream-body.ts'

/**
 * Answers with a stored file: whole, in part, or "not changed". The bytes are never held in memory, and where links are
 * wanted they do not pass through here at all.
 */
export async function sendAsset(c: AppContext, assetId: string): Promise<Response> {
  const asset = await c.get('service').assets.get(c.get('principal'), assetId)
  const headers = assetHeaders(asset)
  // Of a file that was made just now nobody has a part or a copy: conditions and ranges are for reading.
  const isMade = c.req.method === 'POST'
  if (!isMade && matches(c.req.header('if-none-match'), headers.etag)) return c.body(null, 304, headers)
  // HEAD has no body: the file stays closed.
  if (c.req.method === 'HEAD') return c.body(null, 200, { ...headers, 'content-length': String(asset.bytes) })
  // And what was asked for is the recording: whoever makes one gets it here.
  const wantsLink = !isMade && c.get('settings').presignedDownloads === true && c.env.sendsFiles !== true
  const link = wantsLink ? await linkTo(c, asset) : undefined
  if (link !== undefined) return link

  const opened = await open(c, asset, isMade ? undefined : wantedRange(c, headers.etag))
  const body = streamBody(opened.stream, c.req.raw.signal)
  const { range } = opened
  if (range === undefined) return c.body(body, 200, { ...headers, 'content-length': String(asset.bytes) })
  return c.body(body, 206, {
    ...headers,
    'content-length': String(range.end - range.start + 1),
    'content-range': `bytes ${range.start}-${range.end}/${asset.bytes}`,
  })
}

/** Ranges are answered there: whoever follows the link sends the header again. */
async function linkTo(c: AppContext, asset: Asset): Promise<Response | undefined> {
  const link = await c.get('service').assets.link(c.get('principal'), asset.id)
  if (link === undefined) return undefined
  return c.body(null, 302, { location: link.url, 'cache-control': 'no-store' })
}

/** Stored files came from outside: a browser may show them, but never run anything in them. */
function assetHeaders(asset: Asset): Record<string, string> & { etag: string } {
  return {
    // What is kept as words is UTF-8, or it would not have been kept.
    'content-type': /^text\/|subrip$/.test(asset.media_type)
      ? `${asset.media_type}; charset=utf-8`
      : asset.media_type,
    etag: `"${asset.sha256}"`,
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=31536000, immutable',
    'content-disposition': `inline; filename="${asset.id}${extension(asset.media_type)}"`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  }
}

const EXTENSIONS: Record<string, string> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/webp': '.webp',
  'video/mp4': '.mp4',
  'video/webm': '.webm',
  'audio/mpeg': '.mp3',
  'audio/wav': '.wav',
  'audio/flac': '.flac',
  'audio/ogg': '.ogg',
  'audio/aac': '.aac',
  'text/plain': '.txt',
  'text/vtt': '.vtt',
  'application/x-subrip': '.srt',
  'application/json': '.json',
  'application/zip': '.zip',
  'model/gltf-binary': '.glb',
}

function extension(mediaType: string): string {
  return EXTENSIONS[mediaType] ?? ''
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes('*') || tags.includes(etag)
}

/** A range of another version of the file is of no use to anybody. */
function wantedRange(c: AppContext, etag: string): RequestedRange | undefined {
  const condition = c.req.header('if-range')
  return condition === undefined || condition === etag ? parseRange(c.req.header('range')) : undefined
}

async function open(c: AppContext, asset: Asset, range: RequestedRange | undefined) {
  try {
    return await c.get('service').assets.open(c.get('principal'), asset.id, range)
  } catch (error) {
    if (!isServiceError(error) || error.code !== 'range_not_satisfiable') throw error
    throw new ApiError(416, error.code, error.message, {
      param: 'Range',
      headers: { 'content-range': `bytes */${asset.bytes}` },
    })
  }
}
