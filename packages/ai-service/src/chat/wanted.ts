import type { BaseAIProvider, ChatRequest, ChatUsage } from '@jointo/providers'
import type { Cost } from '../calls/call-directly.ts'
import type { WantedCall } from '../calls/open-call.ts'
import type { ServiceContext } from '../context.ts'
import { asRequestError } from '../provider-errors.ts'

export interface WantedChat {
  /** `vendor/model`: what answers name. */
  id: string
  provider: BaseAIProvider
  request: ChatRequest
  wanted: WantedCall
}

/** @throws ServiceError that names the field, `model_not_found`, `model_not_priced` */
export function wantedChat({ providers }: ServiceContext, asked: ChatRequest): WantedChat {
  try {
    const { id, provider, model } = providers.resolve(asked.model)
    const request: ChatRequest = { ...asked, model: model.id }
    const wanted: WantedCall = {
      kind: 'chat',
      provider: provider.name,
      model: model.id,
      quote: provider.quoteChat(request),
      cure: `Add credits or lower ${limitOf(asked)}.`,
    }
    return { id, provider, request, wanted }
  } catch (error) {
    throw asRequestError(error)
  }
}

/** The word for the most tokens that the caller used, or else the one in use today. */
function limitOf({ max_tokens, max_completion_tokens }: ChatRequest): string {
  return max_tokens != null && max_completion_tokens == null ? 'max_tokens' : 'max_completion_tokens'
}

export function costOfChat({ provider, request }: WantedChat, usage: ChatUsage): Cost {
  const { prompt_tokens: read, completion_tokens: written } = usage
  return {
    amount: provider.costOfChat(request, usage),
    description: `chat by ${provider.name}/${request.model}: ${read} tokens read, ${written} written`,
  }
}
