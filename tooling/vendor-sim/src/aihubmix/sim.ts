import type { Hono } from 'hono'
import { createVendorApp, VendorState, type VendorEnv, type VendorSettings } from '../vendor.ts'
import { addChatRoute } from './chat.ts'
import { addEmbeddingRoute } from './embeddings.ts'
import { aihubmixManners } from './errors.ts'
import { addImageFileRoute } from './image-files.ts'
import { addImageRoutes } from './images.ts'
import { addModelsRoute } from './models-list.ts'
import { addSpeechRoute } from './speech.ts'
import { addTranscriptionRoute } from './transcriptions.ts'
import { addVideoRoutes } from './videos.ts'
import type { AIHubMixState, VideoWork } from './work.ts'

export function createAIHubMix(settings: VendorSettings): { app: Hono<VendorEnv>; state: AIHubMixState } {
  const state = new VendorState<VideoWork>(settings)
  const app = createVendorApp(state, aihubmixManners)
  addImageRoutes(app, state)
  addImageFileRoute(app)
  addVideoRoutes(app, state)
  addSpeechRoute(app, state)
  addTranscriptionRoute(app, state)
  addChatRoute(app, state)
  addEmbeddingRoute(app, state)
  addModelsRoute(app, state)
  return { app, state }
}
