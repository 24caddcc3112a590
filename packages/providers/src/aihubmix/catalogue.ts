import type { ModelInfo } from '../spec/model-info.ts'
import { chatModels } from './catalogue/chat.ts'
import { embeddingModels } from './catalogue/embeddings.ts'
import { openAIImages } from './catalogue/openai-images.ts'
import { otherImages } from './catalogue/other-images.ts'
import { speechModels } from './catalogue/speech.ts'
import { transcriptionModels } from './catalogue/transcription.ts'
import { videoModels } from './catalogue/videos.ts'

/** AIHubMix models on offer, as far as it is known what they take. Those whose price is known can be sold. */
export const aihubmixCatalogue: readonly ModelInfo[] = [
  ...openAIImages,
  ...otherImages,
  ...videoModels,
  ...speechModels,
  ...transcriptionModels,
  ...chatModels,
  ...embeddingModels,
]
