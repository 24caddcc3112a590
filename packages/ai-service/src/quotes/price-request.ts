import type { BaseAIProvider, GenerationRequest, ModelInfo, Quote } from '@jointo/providers'
import type { ServiceContext } from '../context.ts'
import { mapMedia, type CallerInput } from '../jobs/job-input.ts'
import { placeholderMedia } from '../jobs/input-media.ts'
import { checkInputUrls } from '../jobs/input-urls.ts'
import { asRequestError } from '../provider-errors.ts'
import type { PricedInput } from '../types.ts'

export interface PricedRequest {
  provider: BaseAIProvider
  model: ModelInfo
  quote: Quote
}

/**
 * The most a request can cost, checked as if it were sent. Files are not looked at yet.
 * @throws ServiceError that names the field, `model_not_found`, `model_not_priced`
 */
export function priceRequest(context: ServiceContext, input: PricedInput, words: CallerInput): PricedRequest {
  checkInputUrls(words, context.settings)
  try {
    const { provider, model } = context.providers.resolve(input.model)
    const request: GenerationRequest = {
      model: model.id,
      kind: input.kind,
      input: mapMedia(words, placeholderMedia),
      provider_options: input.provider_options,
    }
    return { provider, model, quote: provider.quote(request) }
  } catch (error) {
    throw asRequestError(error)
  }
}
