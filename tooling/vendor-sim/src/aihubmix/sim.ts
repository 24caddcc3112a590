import type { Hono } from 'hono'
import { createVendorApp, type VendorEnv, type VendorSettings } from '../vendor.ts'
import { addChatRoute } from './chat.ts'
import { addAccountRoutes } from './account.ts'
import { addCompletionRoute } from './completions.ts'
import { addGeminiRoutes } from './gemini.ts'
import { addMessageRoute } from './messages.ts'
import { addModerationRoute } from './moderations.ts'
import { addNativeRoutes } from './native.ts'
import { addPredictionRoutes } from './predictions.ts'
import { addRerankRoute } from './rerank.ts'
import { addResponseRoute } from './responses.ts'
import { addEmbeddingRoute } from './embeddings.ts'
import { aihubmixManners } from './errors.ts'
import { addImageFileRoute } from './image-files.ts'
import { addImageRoutes } from './images.ts'
import { addModelsRoutes } from './models-list.ts'
import { addSpeechRoute } from './speech.ts'
import { addTranscriptionRoutes } from './transcriptions.ts'
import { addVideoRoutes } from './videos.ts'
import { AIHubMixState } from './work.ts'

export function createAIHubMix(settings: VendorSettings): { app: Hono<VendorEnv>; state: AIHubMixState } {
  const state = new AIHubMixState(settings)
  const app = createVendorApp(state, aihubmixManners)
  addImageRoutes(app, state)
  addImageFileRoute(app)
  addVideoRoutes(app, state)
  addSpeechRoute(app, state)
  addTranscriptionRoutes(app, state)
  addChatRoute(app, state)
  addEmbeddingRoute(app, state)
  addResponseRoute(app, state)
  addCompletionRoute(app, state)
  addRerankRoute(app, state)
  addModerationRoute(app, state)
  addPredictionRoutes(app, state)
  addNativeRoutes(app, state)
  addMessageRoute(app, state)
  addGeminiRoutes(app, state)
  addModelsRoutes(app)
  addAccountRoutes(app, state)
  return { app, state }
}
