import type { EmbeddingReply, EmbeddingRequest } from '@jointo/providers'
import { callDirectly } from '../calls/call-directly.ts'
import type { ServiceContext } from '../context.ts'
import { asRequestError } from '../provider-errors.ts'
import type { CallOptions, Principal } from '../types.ts'

/** Holds the most it can cost, asks the vendor, charges what was used. A failed call charges nothing. */
export async function createEmbeddings(
  context: ServiceContext,
  principal: Principal,
  asked: EmbeddingRequest,
  options: CallOptions = {},
): Promise<EmbeddingReply> {
  const { id, provider, request, quote } = quoted(context, asked)
  const work = {
    wanted: {
      kind: 'embedding' as const,
      provider: provider.name,
      model: request.model,
      quote,
      cure: 'Add credits or send less text.',
    },
    identity: { route: 'embeddings', asked },
    send: async (signal: AbortSignal) => ({ ...(await provider.embed(request, { signal })), model: id }),
    costOf: ({ usage }: EmbeddingReply) => ({
      amount: provider.costOfEmbedding(request, usage),
      description: `embeddings by ${provider.name}/${request.model}: ${usage.prompt_tokens} tokens`,
    }),
  }
  return callDirectly(context, principal, work, options)
}

function quoted({ providers }: ServiceContext, asked: EmbeddingRequest) {
  try {
    const { id, provider, model } = providers.resolve(asked.model)
    const request: EmbeddingRequest = { ...asked, model: model.id }
    return { id, provider, request, quote: provider.quoteEmbedding(request) }
  } catch (error) {
    throw asRequestError(error)
  }
}
