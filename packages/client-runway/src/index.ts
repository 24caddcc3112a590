// The client
export { RunwayClient, type Existed } from './client.ts'
export type { OrUnchecked, Unchecked } from './unchecked.ts'
export type { WaitOptions } from './wait.ts'
export { TaskFailedError } from './task-errors.ts'
export { eachItem, type Page, type PageParams } from './resources/page.ts'

// Lists of values
export { GEN4_IMAGE_RATIOS } from './resources/image-ratios.ts'
export { GEN4_VIDEO_RATIOS, GEN45_TEXT_RATIOS, VEO_RATIOS } from './resources/ratios.ts'
export { VEO_DURATIONS } from './resources/video-families.ts'

// Video, pictures, sound
export type {
  AudioReference,
  FirstAndLastFrame,
  FirstFrame,
  FramesOrReferences,
  Keyframe,
  Reference,
  VideoReference,
} from './resources/media.ts'
export type { TextToVideoParams } from './resources/text-to-video.ts'
export type { ImageToVideoParams } from './resources/image-to-video.ts'
export type { Guidance, VideoToVideoParams } from './resources/video-to-video.ts'
export type {
  CharacterPerformanceParams,
  VideoToHdrParams,
  VideoUpscaleParams,
} from './resources/video-work.ts'
export type {
  ImageUpscaleParams,
  ReferenceImage,
  SubjectImage,
  TextToImageParams,
} from './resources/image.ts'
export type {
  SoundEffectParams,
  SpeechToSpeechParams,
  TextToSpeechParams,
  VoiceDubbingParams,
  VoiceIsolationParams,
} from './resources/audio.ts'
export type { LiveVoice, PresetAvatar, PresetVoice } from './resources/voice-names.ts'
export type {
  AdLocalizationParams,
  MarketingStockImageParams,
  MultiShotVideoParams,
  ProductAdParams,
  ProductCampaignImageParams,
  ProductSwapParams,
  ProductUGCParams,
} from './resources/recipes.ts'
export type { CreatedTask, SucceededTask, Task } from './resources/task.ts'
export type { CreateUploadParams, Upload, UploadFileParams } from './resources/uploads.ts'

// Routers, and generation through them
export type {
  CreateRouterParams,
  GenerateAudioParams,
  GenerateImageParams,
  GenerateVideoParams,
  RoutedTask,
  Router,
  RouterRequest,
  RouterSettings,
  UpdateRouterParams,
} from './resources/router.ts'

// The account
export type {
  AuditLog,
  AuditLogParams,
  AuditLogSummary,
  ListAuditLogsParams,
  ListWorkspaceUsageParams,
  Organization,
  OrganizationUsage,
  OrganizationUsageParams,
  WorkspaceUsage,
} from './resources/organization.ts'

// Avatars, voices, live sessions, workflows
export type {
  Avatar,
  AvatarChoice,
  AvatarUsage,
  AvatarUsageParams,
  AvatarVideoParams,
  AvatarVoice,
  CreateAvatarParams,
  UpdateAvatarParams,
} from './resources/avatars.ts'
export type { Conversation, ConversationSummary, ListConversationsParams } from './resources/conversations.ts'
export type {
  AvatarIntegration,
  AvatarTool,
  CreateRealtimeSessionParams,
  ReadySession,
  RealtimeCredentials,
  RealtimeSession,
  ToolParameter,
} from './resources/realtime.ts'
export type {
  CreateDocumentParams,
  Document,
  DocumentSummary,
  ListDocumentsParams,
  UpdateDocumentParams,
} from './resources/documents.ts'
export type {
  CreateVoiceParams,
  PreviewVoiceParams,
  UpdateVoiceParams,
  Voice,
  VoicePreview,
} from './resources/voices.ts'
export type {
  NodeError,
  NodeOutput,
  RunWorkflowParams,
  Workflow,
  WorkflowInvocation,
  WorkflowSummary,
} from './resources/workflows.ts'
export type { Created } from './resources/reply.ts'
