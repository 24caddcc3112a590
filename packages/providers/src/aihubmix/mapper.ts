import { invalidRequest } from '../provider-error.ts'
import type { GenerationRequest } from '../spec/generation.ts'
import type { AIHubMixCall, AIHubMixRoute } from './call.ts'
import { checkMedia } from './media.ts'
import { toGeminiImage } from './mappers/gemini-image.ts'
import { toTranscription, toTranslation } from './mappers/hearing.ts'
import { toNativeImage, toNativeVideo } from './mappers/native.ts'
import { toOpenAIImage } from './mappers/openai-image.ts'
import { isPredicted, toPrediction } from './mappers/prediction.ts'
import { toSpeech } from './mappers/speech.ts'
import { toVideo } from './mappers/video.ts'

/**
 * Our words in the gateway's. Pure: nothing is sent. What decides the price is always said, never left to the gateway.
 * @throws ProviderError `invalid_request`
 */
export function toAIHubMixCall(request: GenerationRequest): AIHubMixCall {
  switch (request.kind) {
    case 'image':
    case 'image_edit':
      checkMedia(request.input)
      return toImage(request)
    case 'video':
      checkMedia(request.input)
      return isNativeVideo(request.model) ? toNativeVideo(request) : toVideo(request)
    case 'speech':
      return toSpeech(request)
    case 'transcription':
      return toTranscription(request)
    case 'translation':
      return toTranslation(request)
    default:
      throw invalidRequest('kind', `AIHubMix's ${request.model} is not mapped for ${request.kind}.`)
  }
}

function toImage(request: GenerationRequest): AIHubMixCall {
  const { model } = request
  if (isNativeImage(model)) return toNativeImage(request)
  if (isPredicted(model)) return toPrediction(request)
  return model.startsWith('gemini') ? toGeminiImage(request) : toOpenAIImage(request)
}

/** Where a task of a model is to be looked at. */
export function taskRoute(
  kind: string,
  model: string,
): Extract<AIHubMixRoute, 'videos' | 'native-videos' | 'native-images' | 'predictions'> {
  if (kind === 'video') return isNativeVideo(model) ? 'native-videos' : 'videos'
  return isNativeImage(model) ? 'native-images' : 'predictions'
}

const isNativeVideo = (model: string): boolean => model.startsWith('minimax')
const isNativeImage = (model: string): boolean => /^(qwen-image-3|glm-image|agnes-image)/.test(model)
