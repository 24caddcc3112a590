import { createAccount, updateAccount } from './accounts/accounts.ts'
import { listAccounts } from './accounts/list.ts'
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys/api-keys.ts'
import { authenticate, recallKey } from './api-keys/authenticate.ts'
import { watchKey } from './api-keys/watch-keys.ts'
import { createAsset } from './assets/create.ts'
import { deleteAsset } from './assets/delete.ts'
import { getAsset } from './assets/get.ts'
import { linkAsset } from './assets/link.ts'
import { listAssets } from './assets/list.ts'
import { openAsset } from './assets/open.ts'
import { completeChat } from './chat/complete.ts'
import { streamChat } from './chat/stream.ts'
import type { ServiceContext } from './context.ts'
import { databaseAway } from './db/unavailable.ts'
import { createEmbeddings } from './embeddings/create.ts'
import { ServiceError } from './errors.ts'
import { checkNow } from './invariants/check-now.ts'
import { readLosses } from './invariants/losses.ts'
import { readLastCheck } from './invariants/watch.ts'
import { cancelJob } from './jobs/cancel.ts'
import { createJob } from './jobs/create.ts'
import { getJob } from './jobs/get.ts'
import { hideJob } from './jobs/hide.ts'
import { readHistory } from './jobs/history.ts'
import { inspectJob } from './jobs/inspect.ts'
import { listJobs } from './jobs/list.ts'
import { resolveUnknown } from './jobs/resolve-unknown.ts'
import { waitForJob } from './jobs/wait.ts'
import { adjust } from './ledger/adjust.ts'
import { readBalance } from './ledger/balance.ts'
import { grant } from './ledger/grant.ts'
import { listLedger } from './ledger/list.ts'
import { readSpend } from './ledger/spend.ts'
import { getModel, listModels } from './models/list.ts'
import { followJob } from './events/follow-job.ts'
import { checkReadiness } from './operation/readiness.ts'
import { inSpan } from './tracing.ts'
import { createQuote } from './quotes/create.ts'
import type { AIService } from './types.ts'
import { readVendors } from './vendors/read-vendors.ts'
import { getAccountSecret, rotateAccountSecret } from './webhooks/account-secret.ts'
import { listDeliveries, redeliver } from './webhooks/deliveries.ts'
import {
  createEndpoint,
  deleteEndpoint,
  enableEndpoint,
  getEndpoint,
  listEndpoints,
  rotateSecret,
} from './webhooks/endpoints.ts'

/**
 * Everything an application can ask for, over what `createRuntime` (or you) put together.
 *
 * @example
 * const { job } = await service.jobs.create(principal, {
 *   model: 'mock/image', kind: 'image', input: { prompt: 'a red kite' },
 * }, { route: 'my-app' })
 */
export function createAIService(context: ServiceContext): AIService {
  return {
    accounts: {
      create: (input) => guard(() => createAccount(context, input)),
      list: (input) => guard(() => listAccounts(context, input ?? {})),
      update: (accountId, limits) => guard(() => updateAccount(context, accountId, limits)),
    },
    apiKeys: {
      create: (accountId, input) => guard(() => createApiKey(context, accountId, input)),
      list: (accountId) => guard(() => listApiKeys(context, accountId)),
      revoke: (apiKeyId) => guard(() => revokeApiKey(context, apiKeyId)),
      authenticate: (key, options) => guard(() => authenticate(context, key, options)),
      recall: (key) => recallKey(context, key),
      watch: (apiKeyId, until) => watchKey(context, apiKeyId, until),
    },
    credits: {
      balance: (principal) => guard(() => readBalance(context.db, principal.accountId)),
      grant: (accountId, input) => guard(() => grant(context, accountId, input)),
      adjust: (accountId, input) => guard(() => adjust(context, accountId, input)),
      ledger: (principal, input) => guard(() => listLedger(context, principal, input ?? {})),
      spend: (principal, input) => guard(() => readSpend(context, principal, input ?? {})),
    },
    jobs: {
      create: (principal, input, options) =>
        guard(() => inSpan('job.accept', {}, () => createJob(context, principal, input, options))),
      get: (principal, jobId, options) => guard(() => getJob(context, principal, jobId, options)),
      list: (principal, input) => guard(() => listJobs(context, principal, input)),
      hide: (principal, jobId) => guard(() => hideJob(context, principal, jobId)),
      history: (principal, jobId) => guard(() => readHistory(context, principal, jobId)),
      cancel: (principal, jobId) => guard(() => cancelJob(context, principal, jobId)),
      wait: (principal, jobId, options) => guard(() => waitForJob(context, principal, jobId, options)),
      resolveUnknown: (jobId, decision) => guard(() => resolveUnknown(context, jobId, decision)),
      inspect: (jobId) => guard(() => inspectJob(context, jobId)),
      events: (principal, jobId, options) => guard(() => followJob(context, principal, jobId, options)),
    },
    webhooks: {
      createEndpoint: (principal, input) => guard(() => createEndpoint(context, principal, input)),
      listEndpoints: (principal) => guard(() => listEndpoints(context, principal)),
      getEndpoint: (principal, id) => guard(() => getEndpoint(context, principal, id)),
      deleteEndpoint: (principal, id) => guard(() => deleteEndpoint(context, principal, id)),
      enableEndpoint: (principal, id) => guard(() => enableEndpoint(context, principal, id)),
      rotateSecret: (principal, id) => guard(() => rotateSecret(context, principal, id)),
      getSecret: (principal) => guard(() => getAccountSecret(context, principal)),
      rotateAccountSecret: (principal) => guard(() => rotateAccountSecret(context, principal)),
      listDeliveries: (principal, input) => guard(() => listDeliveries(context, principal, input)),
      redeliver: (principal, id) => guard(() => redeliver(context, principal, id)),
    },
    quotes: { create: (principal, input) => guard(() => createQuote(context, principal, input)) },
    assets: {
      create: (principal, source, options) => guard(() => createAsset(context, principal, source, options)),
      delete: (principal, assetId) => guard(() => deleteAsset(context, principal, assetId)),
      link: (principal, assetId) => guard(() => linkAsset(context, principal, assetId)),
      get: (principal, assetId) => guard(() => getAsset(context, principal, assetId)),
      list: (principal, input) => guard(() => listAssets(context, principal, input ?? {})),
      open: (principal, assetId, range) => guard(() => openAsset(context, principal, assetId, range)),
    },
    models: { list: () => listModels(context), get: (id) => getModel(context, id) },
    chat: {
      complete: (principal, request, options) =>
        guard(() => completeChat(context, principal, request, options)),
      stream: (principal, request, options) => guard(() => streamChat(context, principal, request, options)),
    },
    embeddings: {
      create: (principal, request, options) =>
        guard(() => createEmbeddings(context, principal, request, options)),
    },
    invariants: () => guard(() => checkNow(context)),
    lastInvariantCheck: () => guard(() => readLastCheck(context.db)),
    losses: () => guard(() => readLosses(context.db)),
    vendors: (input) => guard(() => readVendors(context, input)),
    ready: () => checkReadiness(context),
  }
}

/** A database that is away is a state of ours, not the caller's error. */
async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // What is told already stays so: its cause may be a connection, too, to a vendor that was perhaps paid.
    if (error instanceof ServiceError) throw error
    throw databaseAway(error) ?? error
  }
}
