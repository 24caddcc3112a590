import type { EditImageParams } from '@jointo/client-aihubmix'
import { invalidRequest } from '../../provider-error.ts'
import { parseProviderOptions, refuseReplacing } from '../../provider-options.ts'
import type { GenerationRequest } from '../../spec/generation.ts'
import type { AIHubMixCall } from '../call.ts'
import { extraOnly, imageOptions } from '../options.ts'
import { checkPicturesFitKind, pictureFiles } from '../pictures.ts'

const FORMATS = ['png', 'jpeg', 'webp'] as const
const QUALITIES = ['low', 'medium', 'high', 'auto', 'xhigh', 'max'] as const
const DEFAULT_SIZE = '1024x1024'

/** `/v1/images/generations` and `/v1/images/edits`. Size and quality decide the price, so they are always said. */
export function toOpenAIImage(request: GenerationRequest): AIHubMixCall {
  checkPicturesFitKind(request)
  const { model, kind, input, provider_options } = request
  if (!model.startsWith('gpt-image')) return toOtherImage(request)
  const { extra, ...options } = parseProviderOptions(imageOptions, provider_options)
  const fields = {
    model,
    prompt: input.prompt ?? '',
    n: input.n ?? 1,
    size: input.size ?? DEFAULT_SIZE,
    quality: QUALITIES.find((quality) => quality === input.quality) ?? 'medium',
    output_format: FORMATS.find((format) => format === input.format),
    ...options,
  }
  if (options.background === 'transparent' && input.format === 'jpeg') {
    throw invalidRequest('input.format', 'A transparent background needs the format png or webp.')
  }
  if (options.input_fidelity !== undefined && (kind !== 'image_edit' || !model.startsWith('gpt-image-1'))) {
    throw invalidRequest(
      'provider_options.input_fidelity',
      'input_fidelity is for edits with gpt-image-1.5: leave it out.',
    )
  }
  if (kind === 'image') {
    refuseReplacing(extra, fields)
    return { route: 'images', params: { ...fields, extra } }
  }
  const images = input.images ?? []
  const mask = images.find(({ role }) => role === 'mask')
  if (images.filter(({ role }) => role === 'mask').length > 1) {
    throw invalidRequest('input.images', 'There can be one image with the role mask.')
  }
  const [maskFile] = mask === undefined ? [] : pictureFiles([mask])
  const files = pictureFiles(images.filter((image) => image !== mask))
  refuseReplacing(extra, { ...fields, image: files, 'image[]': files, mask: maskFile })
  return { route: 'edits', params: { ...fields, images: files, mask: maskFile, extra: formValues(extra) } }
}

/** Other vendors on this route: what they take beside prompt and number is not published. */
function toOtherImage({ model, input, provider_options }: GenerationRequest): AIHubMixCall {
  const { extra } = parseProviderOptions(extraOnly, provider_options)
  const fields = { model, prompt: input.prompt ?? '', n: input.n ?? 1 }
  refuseReplacing(extra, fields)
  return { route: 'images', params: { ...fields, extra } }
}

/** Forms carry texts. */
export function formValues(extra: Readonly<Record<string, unknown>> | undefined): EditImageParams['extra'] {
  if (extra === undefined) return undefined
  const values: Record<string, string | number | boolean> = {}
  for (const [field, value] of Object.entries(extra)) {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      const param = `provider_options.extra.${field}`
      throw invalidRequest(param, `${param} goes into a form: give a text, a number or a boolean.`)
    }
    values[field] = value
  }
  return values
}
