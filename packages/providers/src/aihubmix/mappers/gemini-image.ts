import { readDataUrl } from '../../data-url.ts'
import { parseProviderOptions, refuseReplacing } from '../../provider-options.ts'
import type { GenerationRequest } from '../../spec/generation.ts'
import type { AIHubMixCall } from '../call.ts'
import { extraOnly } from '../options.ts'
import { checkPicturesFitKind } from '../pictures.ts'

const IMAGE_SIZES = ['1K', '2K', '4K'] as const

/** Google's own protocol: pictures and words are parts of one message. */
export function toGeminiImage(request: GenerationRequest): AIHubMixCall {
  checkPicturesFitKind(request)
  const { model, input, provider_options } = request
  const { extra } = parseProviderOptions(extraOnly, provider_options)
  const pictures = (input.images ?? []).map(({ url }, index) => {
    const { bytes, mediaType } = readDataUrl(url, `input.images[${index}].url`)
    return { inlineData: { mimeType: mediaType, data: Buffer.from(bytes).toString('base64') } }
  })
  const imageSize = IMAGE_SIZES.find((size) => size.toLowerCase() === input.resolution) ?? '1K'
  const fields = {
    model,
    contents: [{ role: 'user', parts: [...pictures, { text: input.prompt ?? '' }] } as const],
    generationConfig: {
      responseModalities: ['TEXT', 'IMAGE'] as const,
      imageConfig: { aspectRatio: input.aspect_ratio, imageSize },
    },
  }
  refuseReplacing(extra, fields)
  return { route: 'gemini', params: { ...extra, ...fields } }
}
