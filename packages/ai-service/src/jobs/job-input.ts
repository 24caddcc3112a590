import { describeIssue, formatPath } from '@jointo/http-base'
import { inputSchemaWithMedia, MEDIA_ROLES, type GenerationInputOf, type MediaRole } from '@jointo/providers'
import { z } from 'zod'
import { ServiceError } from '../errors.ts'
import type { CreateJobInput } from '../types.ts'

/** A file as callers name it: one that is stored here, a public address, or the bytes themselves. */
export interface CallerMedia {
  asset_id?: string | undefined
  url?: string | undefined
  /** `data:` URL, or the bytes from callers in this process. */
  data?: string | Uint8Array | undefined
  role?: MediaRole | undefined
}

export type CallerInput = GenerationInputOf<CallerMedia>

/** Characters of one `data:` URL: about 10 MB of file. */
const MAX_DATA_LENGTH = 14_000_000

const callerMediaSchema: z.ZodType<CallerMedia> = z
  .strictObject({
    asset_id: z.string().min(1).max(100).optional(),
    url: z
      .string()
      .max(2_048)
      .regex(/^https?:\/\//i, 'must begin with https://')
      .optional(),
    data: z
      .union([
        z
          .string()
          .max(MAX_DATA_LENGTH, 'is too large, at most 10 MB')
          .regex(
            /^data:(?:image|video|audio)\/[\w.+-]+;base64,[A-Za-z0-9+/]+={0,2}$/,
            'must be a base64 data: URL',
          )
          .refine(isPadded, 'must be a base64 data: URL with its padding: = or == at the end'),
        z.instanceof(Uint8Array),
      ])
      .optional(),
    role: z.enum(MEDIA_ROLES).optional(),
  })
  .refine(
    (media) => [media.asset_id, media.url, media.data].filter((source) => source !== undefined).length === 1,
    'needs exactly one of asset_id, url and data',
  )

/** Without it nobody knows whether the end is missing. */
function isPadded(dataUrl: string): boolean {
  return (dataUrl.length - dataUrl.indexOf(',') - 1) % 4 === 0
}

const callerInputSchema = inputSchemaWithMedia(callerMediaSchema)

const metadataSchema = z
  .record(z.string().min(1).max(64), z.string().max(512))
  .refine((metadata) => Object.keys(metadata).length <= 16, 'has more than 16 keys')

/** @throws ServiceError `invalid_request` that names the field */
export function parseCallerInput(input: Pick<CreateJobInput, 'input' | 'metadata' | 'provider_options'>): {
  input: CallerInput
  metadata: Record<string, string>
} {
  refuseNul(input.input, 'input')
  refuseNul(input.metadata, 'metadata')
  refuseNul(input.provider_options, 'provider_options')
  return {
    input: parse(callerInputSchema, input.input, 'input'),
    metadata: parse(metadataSchema, input.metadata ?? {}, 'metadata'),
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown, root: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  if (issue === undefined) throw new ServiceError('invalid_request', `${root} is not valid.`, { param: root })
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const param = formatPath([root, ...issue.path, ...(unknownKey === undefined ? [] : [unknownKey])])
  const message =
    unknownKey === undefined ? `${param}: ${describeIssue(issue)}` : `${param} is not a known field.`
  throw new ServiceError('invalid_request', message, { param })
}

/** Postgres can't keep it, and no prompt needs it. */
function refuseNul(value: unknown, path: string): void {
  if (typeof value === 'string' && value.includes('\0')) {
    throw new ServiceError('invalid_request', `${path} holds a NUL character: remove it.`, { param: path })
  }
  if (Array.isArray(value)) {
    for (const [index, child] of value.entries()) refuseNul(child, formatPath([path, index]))
  } else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    for (const [key, child] of Object.entries(value)) {
      refuseNul(key, path)
      refuseNul(child, formatPath([path, key]))
    }
  }
}

/** The two places where media stand in an input. */
export function mapMedia<A, B>(
  input: GenerationInputOf<A>,
  change: (media: A, param: string) => B,
): GenerationInputOf<B> {
  const { images, video, audio, ...words } = input
  return {
    ...words,
    ...(images === undefined
      ? {}
      : { images: images.map((media, index) => change(media, `input.images[${index}]`)) }),
    ...(video === undefined ? {} : { video: change(video, 'input.video') }),
    ...(audio === undefined ? {} : { audio: change(audio, 'input.audio') }),
  }
}
