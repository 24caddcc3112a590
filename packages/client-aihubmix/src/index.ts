// The client
export { AIHubMixClient } from './client.ts'
export type { AIHubMixClientOptions } from './options.ts'

// Errors
export { errorMeaning, type SpokenError } from './error-meaning.ts'
export type { ErrorMeaning } from './error-rows.ts'
export { MediaTaskFailedError, PredictionFailedError, VideoFailedError } from './failed-errors.ts'

// Pictures
export type { EditImageParams, GenerateImageParams, ImageQuality } from './resources/image-params.ts'
export type { GeneratedImage, ImagesReply, ImageUsage } from './resources/images.ts'
export type { PredictionRoutes } from './resources/prediction-routes.ts'
export type { PredictedImage, Prediction } from './resources/prediction.ts'
export type {
  CreatePredictionParams,
  PredictionInputs,
  UncheckedPrediction,
} from './resources/predictions.ts'

// Videos
export { videoBody } from './resources/video-body.ts'
export type {
  DownloadVideoOptions,
  ListVideosParams,
  RemixVideoParams,
  VideoList,
  VideoVariant,
} from './resources/video-list.ts'
export type { SoraSize, VeoSize, VideoField, VideoParams } from './resources/video-params.ts'
export type { Video, VideoStatus } from './resources/video.ts'
export type { WaitOptions } from './wait-until-done.ts'

// Sound
export type {
  GenerateSpeechParams,
  Speech,
  SpeechEvent,
  SpeechFormat,
  StreamSpeechParams,
} from './resources/speech.ts'
export type {
  ServerVoiceDetection,
  StreamTranscriptionParams,
  TranscribeAudioParams,
  TranscriptionFormat,
  TranslateAudioParams,
  TranslationFormat,
} from './resources/transcription-params.ts'
export type { Transcription, TranscriptionEvent, TranscriptionUsage } from './resources/transcription.ts'

// Words
export type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionMessage,
  ChatCompletionParams,
  ChatCompletionUsage,
} from './resources/chat.ts'
export type { Completion, CreateCompletionParams } from './resources/completions.ts'
export type {
  CreateResponseParams,
  ModelResponse,
  ResponseEvent,
  ResponseItem,
} from './resources/responses.ts'
export type { CreateEmbeddingsParams, Embeddings, JinaItem } from './resources/embeddings.ts'
export type { Reranking, RerankItem, RerankParams } from './resources/rerank.ts'
export type { CreateModerationParams, Moderation, ModerationPart } from './resources/moderations.ts'

// Native media
export type { NativeMedia } from './resources/native.ts'
export type {
  ListMediaTasksParams,
  NativeFrame,
  NativeImageParams,
  NativeReference,
  NativeVideoParams,
  Unchecked,
} from './resources/native-params.ts'
export type { OrUnchecked } from './unchecked.ts'
export type { MediaTask, MediaTaskList, MediaTaskOutput } from './resources/native-task.ts'

// Other protocols
export type { AnthropicProtocol } from './resources/anthropic.ts'
export type {
  AnthropicContent,
  AnthropicMessage,
  AnthropicMessageEvent,
  CreateMessageParams,
} from './resources/anthropic-messages.ts'
export type { GeminiProtocol } from './resources/gemini.ts'
export type { GeminiContent, GeminiPart, GenerateContentParams } from './resources/gemini-content.ts'

// The gateway
export type { Model, ModelList, GatewayStatus, ModelEndpoints } from './resources/models.ts'
export type { CatalogueRoutes } from './resources/catalogue-routes.ts'
export type { CatalogueModel, CatalogueType, ListCatalogueParams } from './resources/catalogue.ts'
export type { AccountRoutes } from './resources/account.ts'
export type {
  Account,
  APIToken,
  CreateTokenParams,
  Remaining,
  Spending,
  Subscription,
  UpdateTokenParams,
} from './resources/account-replies.ts'
