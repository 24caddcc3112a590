import type { FormFields } from '@jointo/http-base'
import { z } from 'zod'

export interface CreateUploadParams {
  /** 3 to 255 characters, with the ending of a picture, a video or a sound. */
  filename: string
}

export const createUploadParams: z.ZodType<CreateUploadParams> = z.strictObject({
  filename: z
    .string()
    .min(3)
    .max(255)
    .regex(/\.[a-z0-9]{2,5}$/i, 'must end like a media file: clip.mp4'),
})

/** A place for one file, for 24 hours. */
export interface Upload {
  /** Where the form goes, without our key. */
  uploadUrl: string
  /** Come before the file in the form. */
  fields: Record<string, string>
  /** `runway://…`, once the file is there. */
  runwayUri: string
}

export const upload: z.ZodType<Upload> = z.object({
  uploadUrl: z.string().min(1),
  fields: z.record(z.string(), z.string()),
  runwayUri: z.string().regex(/^runway:\/\//),
})

const MIN_BYTES = 512
const MAX_BYTES = 200 * 1024 * 1024

export interface UploadFileParams extends CreateUploadParams {
  /** 512 bytes to 200 MB. A file on disk: `await openAsBlob(path)`. */
  file: Uint8Array | Blob
  /** `video/mp4`. Default: that of the Blob. */
  mediaType?: string | undefined
}

const sizeOf = (file: Uint8Array | Blob): number => (file instanceof Blob ? file.size : file.byteLength)

export const uploadFileParams: z.ZodType<UploadFileParams> = z
  .strictObject({
    filename: z.string(),
    file: z
      .union([z.instanceof(Uint8Array), z.instanceof(Blob)], { error: 'must be a Uint8Array or a Blob' })
      .refine(
        (file) => sizeOf(file) >= MIN_BYTES && sizeOf(file) <= MAX_BYTES,
        'must have 512 bytes to 200 MB',
      ),
    mediaType: z.string().optional(),
  })
  .refine((params) => /^(image|video|audio)\/[\w.+-]+$/.test(mediaTypeOf(params)), {
    path: ['mediaType'],
    error: 'must say what the file is: video/mp4',
  })

const mediaTypeOf = ({ file, mediaType }: Pick<UploadFileParams, 'file' | 'mediaType'>): string =>
  mediaType ?? (file instanceof Blob ? file.type : '')

/** The vendor's fields first, the file last: stores read no further than that. */
export function uploadForm(
  { fields }: Upload,
  filename: string,
  params: Pick<UploadFileParams, 'file' | 'mediaType'>,
): FormFields {
  const { file: _none, ...others } = fields
  return { ...others, file: { bytes: params.file, filename, mediaType: mediaTypeOf(params) } }
}
