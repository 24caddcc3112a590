// The interface
export { BaseAIProvider } from './base-provider.ts'
export {
  isProviderError,
  ProviderError,
  type AccountProblem,
  type ProviderErrorCode,
  type ProviderErrorDetails,
} from './provider-error.ts'
export { KINDS, type Kind, type ModelKind } from './spec/kinds.ts'
export {
  generationInputSchema,
  inputSchemaWithMedia,
  MEDIA_ROLES,
  type GenerationInput,
  type GenerationInputOf,
  type InputField,
  type Media,
  type MediaRole,
} from './spec/generation-input.ts'
export type * from './spec/generation.ts'
export type { JsonObject, JsonValue } from './spec/json.ts'
export { kindsOf } from './spec/model-info.ts'
export type { DurationRange, ModelInfo, ModelLimits, Price, PriceRate, PriceUnit } from './spec/model-info.ts'
export type {
  ChatChoice,
  ChatChunk,
  ChatChunkChoice,
  ChatContentPart,
  ChatMessage,
  ChatReply,
  ChatRequest,
  ChatUsage,
} from './spec/chat.ts'
export type { EmbeddingReply, EmbeddingRequest } from './spec/embedding.ts'

// Money
export { formatCredits, MICROCREDITS_PER_CREDIT, parseCredits, type Microcredits } from './pricing/credits.ts'
export { calculateQuote, type PriceTraits, type Quote, type QuoteLine } from './pricing/quote.ts'

// Making something without a service
export {
  generate,
  type Generated,
  type GeneratedFile,
  type GenerateOptions,
  type GenerateRequest,
} from './generate.ts'
export type { InputOf, ModelId } from './model-inputs.ts'
export {
  FallbackError,
  generateWithFallback,
  type Attempted,
  type GeneratedWithFallback,
} from './fallback.ts'

// Choosing one
export { UNREAD_FILE } from './data-url.ts'
export { findModels, type ModelQuery } from './find-models.ts'
export { createProviderRegistry, type ProviderRegistry, type ResolvedModel } from './registry.ts'
export {
  createProvider,
  PROVIDER_NAMES,
  type ProviderName,
  type ProviderSettings,
} from './create-provider.ts'
export { createProvidersFromEnvironment, type EnvironmentOptions } from './environment.ts'

// The vendors
export { AIHubMixProvider, type AIHubMixProviderOptions } from './aihubmix/provider.ts'
export { aihubmixCatalogue } from './aihubmix/catalogue.ts'
export type { AIHubMixModelOptions } from './aihubmix/model-options.ts'
export { RunwayProvider, type RunwayProviderOptions } from './runway/provider.ts'
export { runwayCatalogue } from './runway/catalogue.ts'
export type { RunwayModelOptions } from './runway/options/index.ts'
export { StabilityProvider, type StabilityProviderOptions } from './stability/provider.ts'
export { stabilityCatalogue } from './stability/catalogue.ts'
export type { StabilityModelOptions } from './stability/options/index.ts'
export { MockProvider, type MockProviderOptions } from './mock/provider.ts'
export type {
  MockEditOptions,
  MockImageOptions,
  MockSpeechOptions,
  MockTranscriptionOptions,
  MockTranslationOptions,
  MockUpscaleOptions,
} from './mock/options.ts'
export { MOCK_SCENARIOS, type MockScenario } from './mock/scenario.ts'
export { mockCatalogue } from './mock/catalogue.ts'
