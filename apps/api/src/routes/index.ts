import { adjustCredits } from './admin/adjust-credits.ts'
import { createAccount } from './admin/create-account.ts'
import { createApiKey } from './admin/create-api-key.ts'
import { inspectJob } from './admin/get-job.ts'
import { grantCredits } from './admin/grant-credits.ts'
import { getAccountBalance } from './admin/get-balance.ts'
import { getInvariants } from './admin/invariants.ts'
import { listAccounts } from './admin/list-accounts.ts'
import { listApiKeys } from './admin/list-api-keys.ts'
import { getLosses } from './admin/losses.ts'
import { resolveUnknown } from './admin/resolve-unknown.ts'
import { revokeApiKey } from './admin/revoke-api-key.ts'
import { updateAccount } from './admin/update-account.ts'
import { getVendors } from './admin/vendors.ts'
import { getAssetContent } from './assets/content.ts'
import { deleteAsset } from './assets/delete.ts'
import { getAsset } from './assets/get.ts'
import { listAssets } from './assets/list.ts'
import { createSpeech } from './audio/speech.ts'
import { createTranscription } from './audio/transcribe.ts'
import { createTranslation } from './audio/translate.ts'
import { completeChat } from './chat/complete.ts'
import { getCredits } from './credits/get.ts'
import { listLedger } from './credits/ledger.ts'
import { getSpend } from './credits/spend.ts'
import { createEmbeddings } from './embeddings/create.ts'
import { editImage } from './images/edit.ts'
import { generateImage } from './images/generate.ts'
import { cancelJob } from './jobs/cancel.ts'
import { createJob } from './jobs/create.ts'
import { followJob } from './jobs/events.ts'
import { getJob } from './jobs/get.ts'
import { getJobHistory } from './jobs/history.ts'
import { listJobs } from './jobs/list.ts'
import { getModel, getModelByPath } from './models/get.ts'
import { listModels } from './models/list.ts'
import { getDocument } from './operation/document.ts'
import { getDocs, getDocsFile } from './operation/docs.ts'
import { getHealth, getReadiness } from './operation/health.ts'
import { getMetrics } from './operation/metrics.ts'
import { createQuote } from './quotes/create.ts'
import { createUpload } from './uploads/create.ts'
import { getVideoContent } from './videos/content.ts'
import { createVideo } from './videos/create.ts'
import { deleteVideo } from './videos/delete.ts'
import { getVideo } from './videos/get.ts'
import { listVideos } from './videos/list.ts'
import { remixVideo } from './videos/remix.ts'
import { createWebhookEndpoint } from './webhooks/create-endpoint.ts'
import { deleteWebhookEndpoint } from './webhooks/delete-endpoint.ts'
import { enableWebhookEndpoint } from './webhooks/enable-endpoint.ts'
import { getWebhookEndpoint } from './webhooks/get-endpoint.ts'
import { getWebhookSecret } from './webhooks/get-secret.ts'
import { listEndpointDeliveries, listWebhookDeliveries } from './webhooks/list-deliveries.ts'
import { listWebhookEndpoints } from './webhooks/list-endpoints.ts'
import { redeliverWebhook } from './webhooks/redeliver.ts'
import { rotateAccountWebhookSecret } from './webhooks/rotate-account-secret.ts'
import { rotateWebhookSecret } from './webhooks/rotate-secret.ts'

/** The API's table of contents. */
export const operations = [
  createJob,
  listJobs,
  getJob,
  cancelJob,
  followJob,
  getJobHistory,

  createQuote,

  completeChat,
  createEmbeddings,
  generateImage,
  editImage,
  createSpeech,
  createTranscription,
  createTranslation,
  createVideo,
  listVideos,
  getVideo,
  getVideoContent,
  deleteVideo,
  remixVideo,

  listModels,
  getModel,
  getModelByPath,
  getCredits,
  createUpload,
  listLedger,
  getSpend,
  listAssets,
  getAsset,
  getAssetContent,
  deleteAsset,

  createWebhookEndpoint,
  listWebhookEndpoints,
  getWebhookEndpoint,
  deleteWebhookEndpoint,
  enableWebhookEndpoint,
  rotateWebhookSecret,
  listEndpointDeliveries,
  listWebhookDeliveries,
  redeliverWebhook,
  getWebhookSecret,
  rotateAccountWebhookSecret,

  createAccount,
  listAccounts,
  updateAccount,
  getAccountBalance,
  grantCredits,
  adjustCredits,
  createApiKey,
  listApiKeys,
  revokeApiKey,
  inspectJob,
  resolveUnknown,
  getLosses,
  getVendors,
  getInvariants,

  getHealth,
  getReadiness,
  getMetrics,
  getDocument,
  getDocs,
  getDocsFile,
] as const
