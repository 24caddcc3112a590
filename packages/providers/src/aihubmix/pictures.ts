import type { FormFile } from '@jointo/http-base'
import { readDataUrl } from '../data-url.ts'
import { invalidRequest } from '../provider-error.ts'
import type { GenerationRequest } from '../spec/generation.ts'
import type { Media, MediaRole } from '../spec/generation-input.ts'

/** The pictures of a request by what they are for. Those without a role get the one given. */
export function picturesBy(
  { input: { images = [] } }: GenerationRequest,
  fallback: MediaRole,
): Partial<Record<MediaRole, string[]>> {
  const byRole: Partial<Record<MediaRole, string[]>> = {}
  for (const { url, role = fallback } of images) byRole[role] = [...(byRole[role] ?? []), url]
  for (const role of ['first_frame', 'last_frame', 'mask'] as const) {
    if ((byRole[role]?.length ?? 0) > 1) {
      throw invalidRequest('input.images', `There can be one image with the role ${role}.`)
    }
  }
  return byRole
}

/**
 * Pictures belong to edits and to nothing else.
 * @throws ProviderError `invalid_request` where there are none for an edit, or some for a new picture
 */
export function checkPicturesFitKind({ model, kind, input: { images = [] } }: GenerationRequest): void {
  const isEdit = kind === 'image_edit'
  if (!isEdit && images.length > 0) {
    throw invalidRequest(
      'input.images',
      `${model} changes images with kind image_edit; kind image takes none.`,
    )
  }
  if (isEdit && images.every(({ role }) => role === 'mask')) {
    throw invalidRequest('input.images', `${model} needs the image to change.`)
  }
}

/** Files in the order given. `param` is where they lie in the request. */
export function pictureFiles(images: readonly Media[]): FormFile[] {
  return images.map(({ url }, index) => {
    const { bytes, mediaType } = readDataUrl(url, `input.images[${index}].url`)
    return { bytes, mediaType, filename: `image-${index + 1}.${mediaType.split('/')[1] ?? 'png'}` }
  })
}
