import { invalidRequest } from '../../provider-error.ts'
import { parseProviderOptions, refuseReplacing } from '../../provider-options.ts'
import type { GenerationRequest } from '../../spec/generation.ts'
import type { AIHubMixCall } from '../call.ts'
import { speechOptions } from '../options.ts'

const FORMATS = ['mp3', 'opus', 'aac', 'flac', 'wav'] as const

/** `/v1/audio/speech`. The vendor's pages send Gemini's voices this way too; one integrator goes by Google's protocol. */
export function toSpeech({ model, input, provider_options }: GenerationRequest): AIHubMixCall {
  const { extra, ...options } = parseProviderOptions(speechOptions, provider_options)
  if (options.instructions !== undefined && model.startsWith('tts-1')) {
    throw invalidRequest(
      'provider_options.instructions',
      `${model} takes no instructions: use gpt-4o-mini-tts, or leave them out.`,
    )
  }
  const params = {
    model,
    input: input.text ?? '',
    voice: input.voice ?? (model.startsWith('gemini') ? 'Kore' : 'alloy'),
    response_format: FORMATS.find((format) => format === input.format) ?? 'mp3',
    ...options,
  }
  refuseReplacing(extra, params)
  return { route: 'speech', params: { ...params, extra } }
}
