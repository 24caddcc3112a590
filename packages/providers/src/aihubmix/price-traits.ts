import type { PriceTraits } from '../pricing/quote.ts'
import type { GenerationRequest, Usage } from '../spec/generation.ts'
import type { AIHubMixCall } from './call.ts'
import { INCLUDED_PROMPT_TOKENS } from './catalogue/openai-images.ts'

/** What decides between the rates of a model, as it is sent. */
export function traitsOf(call: AIHubMixCall): PriceTraits {
  switch (call.route) {
    case 'images':
      return { route: call.route, size: call.params.size ?? '', quality: call.params.quality ?? '' }
    case 'native-videos': {
      const { resolution } = 'unchecked' in call.params ? call.params.unchecked : call.params
      return { resolution: String(resolution).toLowerCase() }
    }
    default:
      return {}
  }
}

/** A token is at least one byte. */
export function longestPrompt({ input: { prompt = '' } }: GenerationRequest): number {
  return beyondIncluded(Buffer.byteLength(prompt))
}

/** Undefined where the gateway did not count. */
export function chargedPromptTokens({ input_tokens }: Usage): number | undefined {
  return input_tokens === undefined ? undefined : beyondIncluded(input_tokens)
}

function beyondIncluded(tokens: number): number {
  return Math.max(0, tokens - INCLUDED_PROMPT_TOKENS)
}
