// Putting it together
export {
  createRuntime,
  type PoolStatus,
  type Runtime,
  type RuntimeOptions,
} from './runtime/create-runtime.ts'
export { prepareEmbeddedAccount } from './runtime/embedded-account.ts'
export {
  readBoth,
  readOrNote,
  readServiceSettings,
  SettingsError,
  type Environment,
  type JobClocks,
  type ServiceSettings,
} from './settings.ts'
export { CLOSE_MS, exitAfterFailedStart, shutdownOnSignal, type ShutdownOptions } from './runtime/shutdown.ts'
export type { Figure, FigureName } from './operation/figures.ts'
export { createAIService } from './service.ts'
export { createJobRunner, type JobRunner, type JobRunnerStatus } from './runner/create-job-runner.ts'
export { migrate } from './db/migrate.ts'
export type { ServiceContext } from './context.ts'

// Using it
export { ServiceError, type ServiceErrorCode } from './errors.ts'
export type * from './types.ts'
export { WEBHOOK_EVENT_TYPES } from './webhooks/endpoints.ts'
export type { WebhookSettings } from './webhooks/settings.ts'
export {
  JOB_STATES,
  TRANSITIONS,
  type JobState,
  type Transition,
  type TransitionName,
} from './jobs/machine.ts'
export {
  KINDS,
  type ChatChunk,
  type ChatMessage,
  type ChatReply,
  type ChatRequest,
  type ChatUsage,
  type Kind,
  type ModelKind,
} from '@jointo/providers'
export { batchesOf, describeIssue, formatPath, silentLogger, type Logger } from '@jointo/http-base'
export { enduringDestination, MAX_WAITING_LOG, type LogDestination } from './logging/enduring-destination.ts'
export { safeLogger } from './logging/safe-logger.ts'

// Storage
export type { FileToStore, LinkOptions, OpenedObject, Storage } from './storage/storage.ts'
export { createFolderStorage } from './storage/folder-storage.ts'
export { createS3Storage } from './storage/create-s3-storage.ts'
export type { S3Settings } from './storage/s3-storage.ts'
