import type { CreatePredictionParams, PredictionInputs } from '@jointo/client-aihubmix'
import { invalidRequest } from '../../provider-error.ts'
import { parseProviderOptions, refuseReplacing } from '../../provider-options.ts'
import type { GenerationRequest } from '../../spec/generation.ts'
import type { AIHubMixCall } from '../call.ts'
import { alibabaImageOptions, extraOnly, fluxOptions, watermarkOptions } from '../options.ts'
import { checkPicturesFitKind } from '../pictures.ts'

/** The vendor in the path, by the beginning of the model. */
const VENDORS: readonly [matches: RegExp, map: (request: GenerationRequest) => CreatePredictionParams][] = [
  [/^imagen-/, toGoogle],
  [/^flux/i, toBfl],
  [/^ideogram/, toIdeogram],
  [/^doubao-seedream/, toDoubao],
  [/^(qwen-image$|qwen-image-edit)/, toQianfan],
  [/^(wan|qwen-image)/, toBailian],
]

export function isPredicted(model: string): boolean {
  return VENDORS.some(([matches]) => matches.test(model))
}

/** `/v1/models/{vendor}/{model}/predictions`. How many pictures are made is always said: some vendors make four. */
export function toPrediction(request: GenerationRequest): AIHubMixCall {
  checkPicturesFitKind(request)
  const [, map] = VENDORS.find(([matches]) => matches.test(request.model)) ?? []
  if (map === undefined) throw invalidRequest('model', `${request.model} is not mapped.`)
  const params = map(request)
  refuseReplacing(params.extra, params.input)
  return { route: 'predictions', params }
}

const urlsOf = ({ input: { images = [] } }: GenerationRequest): string[] => images.map(({ url }) => url)
const oneOrMany = (urls: string[]): string | string[] | undefined => (urls.length < 2 ? urls[0] : urls)

function toGoogle({ model, input, provider_options }: GenerationRequest): CreatePredictionParams {
  const { extra } = parseProviderOptions(extraOnly, provider_options)
  const fields = { prompt: input.prompt ?? '', sampleCount: input.n ?? 1, aspectRatio: input.aspect_ratio }
  return { vendor: 'google', model, input: fields, extra }
}

function toBfl(request: GenerationRequest): CreatePredictionParams {
  const { model, input, provider_options } = request
  const { extra, safety_tolerance } = parseProviderOptions(fluxOptions, provider_options)
  const [input_image] = urlsOf(request)
  const most = input_image !== undefined ? 2 : model.startsWith('flux-2') ? 5 : 6
  if (safety_tolerance !== undefined && safety_tolerance > most) {
    throw invalidRequest(
      'provider_options.safety_tolerance',
      `${model} takes a safety_tolerance of at most ${most} here.`,
    )
  }
  const output_format = (['png', 'jpeg', 'webp'] as const).find((format) => format === input.format)
  const { prompt = '', aspect_ratio, seed } = input
  const fields = { prompt, aspect_ratio, seed, input_image, safety_tolerance, output_format }
  return { vendor: 'bfl', model, input: fields, extra }
}

/** The slower and finer way is sold as quality; which one is taken is always said. */
function toIdeogram({ input, provider_options }: GenerationRequest): CreatePredictionParams {
  const { extra } = parseProviderOptions(extraOnly, provider_options)
  const fields: PredictionInputs['ideogram'] = {
    prompt: input.prompt ?? '',
    rendering_speed: input.quality === 'speed' ? 'SPEED' : 'QUALITY',
  }
  const [across, down] = input.aspect_ratio?.split(':').map(Number) ?? []
  if (across !== undefined && down !== undefined) fields.aspect_ratio = `${across}x${down}`
  return { vendor: 'ideogram', model: 'V3', input: fields, extra }
}

function toDoubao(request: GenerationRequest): CreatePredictionParams {
  const { model, input, provider_options } = request
  const { extra, watermark = false } = parseProviderOptions(watermarkOptions, provider_options)
  const { prompt = '', seed } = input
  const size = (['1K', '2K', '4K'] as const).find((word) => word.toLowerCase() === input.resolution)
  const image = oneOrMany(urlsOf(request))
  const shape = size ?? pixels(input.size, 'x')
  refuseTwoSizes(request)
  return {
    vendor: 'doubao',
    model,
    input: { prompt, size: shape, watermark, seed, response_format: 'b64_json', image },
    extra,
  }
}

function toBailian(request: GenerationRequest): CreatePredictionParams {
  const { model, input, provider_options } = request
  const { extra, watermark = false, ...options } = parseProviderOptions(alibabaImageOptions, provider_options)
  const { prompt = '', negative_prompt, seed, n = 1 } = input
  const word = (['1K', '2K'] as const).find((one) => one.toLowerCase() === input.resolution)
  const size = word ?? pixels(input.size, '*')
  const urls = urlsOf(request)
  const images = urls.length > 0 ? urls : undefined
  refuseTwoSizes(request)
  const fields = { prompt, negative_prompt, size, n, seed, watermark, images, ...options }
  return { vendor: 'bailian', model, input: fields, extra }
}

const QIANFAN_SIZES = ['512*1024', '768*512', '768*1024', '1024*576', '576*1024', '1024*1024'] as const

function toQianfan(request: GenerationRequest): CreatePredictionParams {
  const { model, kind, input, provider_options } = request
  const { extra, watermark = false } = parseProviderOptions(watermarkOptions, provider_options)
  const { prompt = '', seed, n = 1 } = input
  const asked = (input.size ?? '1024x1024').replace('x', '*')
  const size = kind === 'image' ? QIANFAN_SIZES.find((one) => one === asked) : undefined
  const fields = { prompt, size, n, seed, watermark, image: oneOrMany(urlsOf(request)) }
  return { vendor: 'qianfan', model, input: fields, extra }
}

function pixels<Separator extends 'x' | '*'>(
  size: string | undefined,
  separator: Separator,
): `${number}${Separator}${number}` | undefined {
  const [width, height] = size?.split('x').map(Number) ?? []
  return width === undefined || height === undefined ? undefined : `${width}${separator}${height}`
}

function refuseTwoSizes({ input }: GenerationRequest): void {
  if (input.size !== undefined && input.resolution !== undefined) {
    throw invalidRequest('input.resolution', 'Give size or resolution, not both.')
  }
}
