import {
  BaseHTTPClient,
  checkArguments,
  isHTTPClientError,
  path,
  type CallOptions,
  type HTTPClientOptions,
  type Route,
  type StreamReply,
  type TimeoutOptions,
} from '@jointo/http-base'
import type { z } from 'zod'
import { headersWith, profile } from './profile.ts'
import * as audio from './resources/audio.ts'
import * as avatars from './resources/avatars.ts'
import * as conversations from './resources/conversations.ts'
import * as documents from './resources/documents.ts'
import * as image from './resources/image.ts'
import { imageToVideoParams, type ImageToVideoParams } from './resources/image-to-video.ts'
import * as organization from './resources/organization.ts'
import { pageOf, pageParams, type Page, type PageParams } from './resources/page.ts'
import * as realtime from './resources/realtime.ts'
import * as recipes from './resources/recipes.ts'
import { created, type Created } from './resources/reply.ts'
import * as routing from './resources/router.ts'
import { createdTask, task, type CreatedTask, type SucceededTask, type Task } from './resources/task.ts'
import { textToVideoParams, type TextToVideoParams } from './resources/text-to-video.ts'
import * as uploads from './resources/uploads.ts'
import { videoToVideoParams, type VideoToVideoParams } from './resources/video-to-video.ts'
import * as work from './resources/video-work.ts'
import * as voices from './resources/voices.ts'
import * as workflows from './resources/workflows.ts'
import { cleanFailure, TaskFailedError, type FailedThing } from './task-errors.ts'
import { bodyOf, type OrUnchecked, type Unchecked } from './unchecked.ts'
import { patient, readyOr, waitUntil, type WaitOptions } from './wait.ts'

/** 200 MB take their time. Options of the client or the call go before it. */
const UPLOAD: TimeoutOptions = { responseMs: 600_000, totalMs: 900_000 }

/** Whether there was something to remove. */
export interface Existed {
  existed: boolean
}

/**
 * Runway's API: one method per route. Methods that start a task are paid; they are sent again only when Runway
 * surely did not take them. Every method that takes parameters checks them before anything is sent.
 *
 * @throws InvalidArgumentError naming the field, when a parameter does not fit the model
 * @example
 * const runway = new RunwayClient() // RUNWAYML_API_SECRET
 * const { id } = await runway.createTextToVideo({ model: 'gen4.5', promptText: 'a kite', ratio: '1280:720', duration: 5 })
 * const { output } = await runway.waitForTask(id)
 */
export class RunwayClient extends BaseHTTPClient {
  constructor(options: HTTPClientOptions = {}) {
    super(profile, options)
  }

  // Video

  /** Video from words. */
  async createTextToVideo(
    params: OrUnchecked<TextToVideoParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/text_to_video', textToVideoParams, params, options)
  }

  /** Video that begins with a picture, or shows what is in pictures. */
  async createImageToVideo(
    params: OrUnchecked<ImageToVideoParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/image_to_video', imageToVideoParams, params, options)
  }

  /** Another video from a video. */
  async createVideoToVideo(
    params: OrUnchecked<VideoToVideoParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/video_to_video', videoToVideoParams, params, options)
  }

  /** The same video in high dynamic range. */
  async createVideoToHdr(
    params: OrUnchecked<work.VideoToHdrParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/video_to_hdr', work.videoToHdrParams, params, options)
  }

  /** A larger video, or one with more frames. */
  async createVideoUpscale(
    params: OrUnchecked<work.VideoUpscaleParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/video_upscale', work.videoUpscaleParams, params, options)
  }

  /** A character that acts like somebody in a video. */
  async createCharacterPerformance(
    params: OrUnchecked<work.CharacterPerformanceParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/character_performance', work.characterPerformanceParams, params, options)
  }

  // Pictures

  /** Pictures from words and references. */
  async createTextToImage(
    params: OrUnchecked<image.TextToImageParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/text_to_image', image.textToImageParams, params, options)
  }

  /** A larger picture. */
  async createImageUpscale(
    params: OrUnchecked<image.ImageUpscaleParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/image_upscale', image.imageUpscaleParams, params, options)
  }

  // Sound

  /** Words spoken. */
  async createTextToSpeech(
    params: OrUnchecked<audio.TextToSpeechParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/text_to_speech', audio.textToSpeechParams, params, options)
  }

  /** The same words in another voice. */
  async createSpeechToSpeech(
    params: OrUnchecked<audio.SpeechToSpeechParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/speech_to_speech', audio.speechToSpeechParams, params, options)
  }

  /** Sounds from words. */
  async createSoundEffect(
    params: OrUnchecked<audio.SoundEffectParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/sound_effect', audio.soundEffectParams, params, options)
  }

  /** The same speech in another language. */
  async createVoiceDubbing(
    params: OrUnchecked<audio.VoiceDubbingParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/voice_dubbing', audio.voiceDubbingParams, params, options)
  }

  /** A voice without what is around it. */
  async createVoiceIsolation(
    params: OrUnchecked<audio.VoiceIsolationParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/voice_isolation', audio.voiceIsolationParams, params, options)
  }

  // Generation through a router, which picks the model

  async generateVideo(
    params: OrUnchecked<routing.GenerateVideoParams>,
    options?: CallOptions,
  ): Promise<routing.RoutedTask> {
    const json = bodyOf(routing.generateVideoParams, params)
    return this.post('/v1/generate/video', { json, schema: routing.routedTask, billable: true, options })
  }

  async generateImage(
    params: OrUnchecked<routing.GenerateImageParams>,
    options?: CallOptions,
  ): Promise<routing.RoutedTask> {
    const json = bodyOf(routing.generateImageParams, params)
    return this.post('/v1/generate/image', { json, schema: routing.routedTask, billable: true, options })
  }

  async generateAudio(
    params: OrUnchecked<routing.GenerateAudioParams>,
    options?: CallOptions,
  ): Promise<routing.RoutedTask> {
    const json = bodyOf(routing.generateAudioParams, params)
    return this.post('/v1/generate/audio', { json, schema: routing.routedTask, billable: true, options })
  }

  // Recipes: whole productions

  async createAdLocalization(
    params: OrUnchecked<recipes.AdLocalizationParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/recipes/ad_localization', recipes.adLocalizationParams, params, options)
  }

  async createMarketingStockImage(
    params: OrUnchecked<recipes.MarketingStockImageParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start(
      '/v1/recipes/marketing_stock_image',
      recipes.marketingStockImageParams,
      params,
      options,
    )
  }

  async createMultiShotVideo(
    params: OrUnchecked<recipes.MultiShotVideoParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/recipes/multi_shot_video', recipes.multiShotVideoParams, params, options)
  }

  async createProductAd(
    params: OrUnchecked<recipes.ProductAdParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/recipes/product_ad', recipes.productAdParams, params, options)
  }

  async createProductCampaignImage(
    params: OrUnchecked<recipes.ProductCampaignImageParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start(
      '/v1/recipes/product_campaign_image',
      recipes.productCampaignImageParams,
      params,
      options,
    )
  }

  async createProductSwap(
    params: OrUnchecked<recipes.ProductSwapParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/recipes/product_swap', recipes.productSwapParams, params, options)
  }

  async createProductUGC(
    params: OrUnchecked<recipes.ProductUGCParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/recipes/product_ugc', recipes.productUGCParams, params, options)
  }

  // Tasks

  /** Reading a task again also renews the addresses of its output. */
  async getTask(id: string, options?: CallOptions): Promise<Task> {
    return this.get(path`/v1/tasks/${id}`, { schema: task, options })
  }

  /** Cancels a task that runs, deletes one that has ended and its files. A task that is gone already is no error. */
  async cancelTask(id: string, options?: CallOptions): Promise<Existed> {
    return this.#remove(path`/v1/tasks/${id}`, options)
  }

  /**
   * Looks until the task has ended. A new task that is not found counts as not there yet, at three looks within two minutes.
   * @throws TaskFailedError when it failed or was cancelled, PollTimeoutError when it takes too long
   */
  async waitForTask(id: string, options: WaitOptions = {}): Promise<SucceededTask> {
    const look = patient<SucceededTask>(async (signal) => {
      const current = await this.getTask(id, { signal })
      if (current.status === 'SUCCEEDED') return { done: true, value: current }
      if (current.status === 'FAILED' || current.status === 'CANCELLED') throw this.#failed(current)
      return { done: false, progress: current.status === 'RUNNING' ? current.progress : undefined }
    })
    return waitUntil(look, options)
  }

  /** Downloads one output address, without the key. Addresses live 24 to 48 hours. */
  async openOutput(address: string, options?: CallOptions): Promise<StreamReply> {
    return this.openUrl(address, options)
  }

  // Uploads

  /** A place for one file; `uploadFile` does this and the rest. */
  async createUpload(params: uploads.CreateUploadParams, options?: CallOptions): Promise<uploads.Upload> {
    const json = { ...checkArguments(uploads.createUploadParams, params), type: 'ephemeral' }
    return this.post('/v1/uploads', { json, schema: uploads.upload, options })
  }

  /**
   * Uploads a file for the media fields of other methods, as `runway://…`, which lives for 24 hours. Needs bought credits.
   * When the form is lost on the way, call again: the vendor wants a new place then.
   * @throws UnsafeURLError when the place is on no public host
   */
  async uploadFile(params: uploads.UploadFileParams, options: CallOptions = {}): Promise<string> {
    const { filename, ...file } = checkArguments(uploads.uploadFileParams, params)
    const place = await this.createUpload({ filename }, options)
    const form = uploads.uploadForm(place, filename, file)
    await this.postToUrl(place.uploadUrl, { form, timeout: UPLOAD, options })
    return place.runwayUri
  }

  // The account

  /** Balance, limits and what was made today. */
  async getOrganization(options?: CallOptions): Promise<organization.Organization> {
    return this.get('/v1/organization', { schema: organization.organization, options })
  }

  /** Credits used, by day and model. A read, though its verb is POST. */
  async getOrganizationUsage(
    params: organization.OrganizationUsageParams = {},
    options?: CallOptions,
  ): Promise<organization.OrganizationUsage> {
    const json = checkArguments(organization.organizationUsageParams, params)
    return this.post('/v1/organization/usage', { json, schema: organization.organizationUsage, options })
  }

  /** Credits used in the linked workspace of the web application. */
  async listWorkspaceUsage(
    params: organization.ListWorkspaceUsageParams,
    options?: CallOptions,
  ): Promise<Page<organization.WorkspaceUsage>> {
    const query = { ...checkArguments(organization.listWorkspaceUsageParams, params) }
    const schema = pageOf(organization.workspaceUsage)
    return this.get('/v1/organization/webapp/usage', { query, schema, options })
  }

  /** What people did in the linked workspace. */
  async listAuditLogs(
    params: organization.ListAuditLogsParams = {},
    options?: CallOptions,
  ): Promise<Page<organization.AuditLogSummary>> {
    const query = { ...checkArguments(organization.listAuditLogsParams, params) }
    const schema = pageOf(organization.auditLogSummary)
    return this.get('/v1/organization/webapp/audit_logs', { query, schema, options })
  }

  async getAuditLog(
    eventId: string,
    params: organization.AuditLogParams = {},
    options?: CallOptions,
  ): Promise<organization.AuditLog> {
    const query = { ...checkArguments(organization.auditLogParams, params) }
    const route = path`/v1/organization/webapp/audit_logs/${eventId}`
    return this.get(route, { query, schema: organization.auditLog, options })
  }

  // Routers

  /** A router: its `slug` is what generation calls `configId`. */
  async createRouter(
    params: OrUnchecked<routing.CreateRouterParams>,
    options?: CallOptions,
  ): Promise<routing.Router> {
    return this.#make('/v1/routers', bodyOf(routing.createRouterParams, params), routing.router, options)
  }

  async getRouter(id: string, options?: CallOptions): Promise<routing.Router> {
    return this.get(path`/v1/routers/${id}`, { schema: routing.router, options })
  }

  async listRouters(params: PageParams = {}, options?: CallOptions): Promise<Page<routing.Router>> {
    const query = { ...checkArguments(pageParams, params) }
    return this.get('/v1/routers', { query, schema: pageOf(routing.router), options })
  }

  async updateRouter(
    id: string,
    params: OrUnchecked<routing.UpdateRouterParams>,
    options?: CallOptions,
  ): Promise<routing.Router> {
    const json = bodyOf(routing.updateRouterParams, params)
    return this.patch(path`/v1/routers/${id}`, { json, schema: routing.router, options })
  }

  async deleteRouter(id: string, options?: CallOptions): Promise<Existed> {
    return this.#remove(path`/v1/routers/${id}`, options)
  }

  /** What a router decided, newest first. */
  async listRouterRequests(
    id: string,
    params: PageParams = {},
    options?: CallOptions,
  ): Promise<Page<routing.RouterRequest>> {
    const query = { ...checkArguments(pageParams, params) }
    return this.get(path`/v1/routers/${id}/requests`, {
      query,
      schema: pageOf(routing.routerRequest),
      options,
    })
  }

  // Avatars

  /** An avatar with a face, a voice and a manner. Its picture is worked on first: `waitForAvatar`. */
  async createAvatar(
    params: OrUnchecked<avatars.CreateAvatarParams>,
    options?: CallOptions,
  ): Promise<avatars.Avatar> {
    return this.#make('/v1/avatars', bodyOf(avatars.createAvatarParams, params), avatars.avatar, options)
  }

  async getAvatar(id: string, options?: CallOptions): Promise<avatars.Avatar> {
    return this.get(path`/v1/avatars/${id}`, { schema: avatars.avatar, options })
  }

  async listAvatars(params: PageParams = {}, options?: CallOptions): Promise<Page<avatars.Avatar>> {
    const query = { ...checkArguments(pageParams, params) }
    return this.get('/v1/avatars', { query, schema: pageOf(avatars.avatar), options })
  }

  async updateAvatar(
    id: string,
    params: OrUnchecked<avatars.UpdateAvatarParams>,
    options?: CallOptions,
  ): Promise<avatars.Avatar> {
    const json = bodyOf(avatars.updateAvatarParams, params)
    return this.patch(path`/v1/avatars/${id}`, { json, schema: avatars.avatar, options })
  }

  async deleteAvatar(id: string, options?: CallOptions): Promise<Existed> {
    return this.#remove(path`/v1/avatars/${id}`, options)
  }

  /** @throws TaskFailedError when its picture can not be used, PollTimeoutError when it takes too long */
  async waitForAvatar(id: string, options: WaitOptions = {}): Promise<avatars.Avatar> {
    const fail = (avatar: avatars.Avatar): Error =>
      this.#failed({ ...avatar, failure: avatar.failureReason }, 'avatar')
    return waitUntil(async (signal) => readyOr(await this.getAvatar(id, { signal }), fail), options)
  }

  /** Live sessions, in seconds. */
  async getAvatarUsage(
    params: avatars.AvatarUsageParams,
    options?: CallOptions,
  ): Promise<avatars.AvatarUsage> {
    const query = { ...checkArguments(avatars.avatarUsageParams, params) }
    return this.get('/v1/avatar_usage', { query, schema: avatars.avatarUsage, options })
  }

  /** A video of an avatar that speaks; a task like the others. */
  async createAvatarVideo(
    params: OrUnchecked<avatars.AvatarVideoParams>,
    options?: CallOptions,
  ): Promise<CreatedTask> {
    return this.#start('/v1/avatar_videos', avatars.avatarVideoParams, params, options)
  }

  /** Live talks, 20 to a page. */
  async listAvatarConversations(
    params: conversations.ListConversationsParams = {},
    options?: CallOptions,
  ): Promise<Page<conversations.ConversationSummary>> {
    const query = { ...checkArguments(conversations.listConversationsParams, params) }
    const schema = pageOf(conversations.conversationSummary)
    return this.get('/v1/avatar_conversations', { query, schema, options })
  }

  /** What was said in one. */
  async getAvatarConversation(id: string, options?: CallOptions): Promise<conversations.Conversation> {
    return this.get(path`/v1/avatar_conversations/${id}`, { schema: conversations.conversation, options })
  }

  async deleteAvatarConversation(id: string, options?: CallOptions): Promise<Existed> {
    return this.#remove(path`/v1/avatar_conversations/${id}`, options)
  }

  // Live sessions

  /** A live talk with an avatar; it can be joined once `waitForRealtimeSession` says so. Paid by its length. */
  async createRealtimeSession(
    params: OrUnchecked<realtime.CreateRealtimeSessionParams>,
    options?: CallOptions,
  ): Promise<Created> {
    const json = bodyOf(realtime.createRealtimeSessionParams, params)
    return this.post('/v1/realtime_sessions', { json, schema: created, billable: true, options })
  }

  async getRealtimeSession(id: string, options?: CallOptions): Promise<realtime.RealtimeSession> {
    return this.get(path`/v1/realtime_sessions/${id}`, { schema: realtime.realtimeSession, options })
  }

  /** Ends a session. One that is gone already is no error. */
  async cancelRealtimeSession(id: string, options?: CallOptions): Promise<Existed> {
    return this.#remove(path`/v1/realtime_sessions/${id}`, options)
  }

  /**
   * Looks every second until the session can be joined.
   * @throws TaskFailedError when it has ended, PollTimeoutError when it takes too long
   */
  async waitForRealtimeSession(id: string, options: WaitOptions = {}): Promise<realtime.ReadySession> {
    return waitUntil(
      async (signal) => {
        const session = await this.getRealtimeSession(id, { signal })
        if (realtime.isReady(session)) return { done: true, value: session }
        if (realtime.isOver(session)) throw this.#failed(session, 'session')
        return { done: false }
      },
      { ...options, pollIntervalMs: options.pollIntervalMs ?? 1_000 },
    )
  }

  /**
   * How a browser joins; works once. Goes with the session's own key, not with ours. The vendor's SDK does not have this
   * route: it follows a comment there and Runway's web component.
   */
  async consumeRealtimeSession(
    { id, sessionKey }: { id: string; sessionKey: string },
    options?: CallOptions,
  ): Promise<realtime.RealtimeCredentials> {
    return this.post(path`/v1/realtime_sessions/${id}/consume`, {
      json: {},
      schema: realtime.realtimeCredentials,
      auth: 'none',
      headers: headersWith(sessionKey),
      secrets: [sessionKey],
      // Not paid, but a repeat would find the key used.
      billable: true,
      rateClass: 'other',
      options,
    })
  }

  // Documents: what avatars know

  /** Something avatars can look up, by `documentIds`. */
  async createDocument(
    params: OrUnchecked<documents.CreateDocumentParams>,
    options?: CallOptions,
  ): Promise<documents.Document> {
    return this.#make(
      '/v1/documents',
      bodyOf(documents.createDocumentParams, params),
      documents.document,
      options,
    )
  }

  async getDocument(id: string, options?: CallOptions): Promise<documents.Document> {
    return this.get(path`/v1/documents/${id}`, { schema: documents.document, options })
  }

  async listDocuments(
    params: documents.ListDocumentsParams = {},
    options?: CallOptions,
  ): Promise<Page<documents.DocumentSummary>> {
    const query = { ...checkArguments(documents.listDocumentsParams, params) }
    return this.get('/v1/documents', { query, schema: pageOf(documents.documentSummary), options })
  }

  async updateDocument(
    id: string,
    params: OrUnchecked<documents.UpdateDocumentParams>,
    options?: CallOptions,
  ): Promise<void> {
    const json = bodyOf(documents.updateDocumentParams, params)
    await this.request('PATCH', path`/v1/documents/${id}`, { json, options })
  }

  async deleteDocument(id: string, options?: CallOptions): Promise<Existed> {
    return this.#remove(path`/v1/documents/${id}`, options)
  }

  // Voices

  /** A voice after a recording or a description. It takes a while: `waitForVoice`. */
  async createVoice(params: OrUnchecked<voices.CreateVoiceParams>, options?: CallOptions): Promise<Created> {
    return this.#make('/v1/voices', bodyOf(voices.createVoiceParams, params), created, options)
  }

  async getVoice(id: string, options?: CallOptions): Promise<voices.Voice> {
    return this.get(path`/v1/voices/${id}`, { schema: voices.voice, options })
  }

  async listVoices(params: PageParams = {}, options?: CallOptions): Promise<Page<voices.Voice>> {
    const query = { ...checkArguments(pageParams, params) }
    return this.get('/v1/voices', { query, schema: pageOf(voices.voice), options })
  }

  async updateVoice(
    id: string,
    params: OrUnchecked<voices.UpdateVoiceParams>,
    options?: CallOptions,
  ): Promise<voices.Voice> {
    const json = bodyOf(voices.updateVoiceParams, params)
    return this.patch(path`/v1/voices/${id}`, { json, schema: voices.voice, options })
  }

  async deleteVoice(id: string, options?: CallOptions): Promise<Existed> {
    return this.#remove(path`/v1/voices/${id}`, options)
  }

  /** @throws TaskFailedError when it could not be made, PollTimeoutError when it takes too long */
  async waitForVoice(id: string, options: WaitOptions = {}): Promise<voices.Voice> {
    const fail = (voice: voices.Voice): Error =>
      this.#failed({ ...voice, failure: voice.failureReason }, 'voice')
    return waitUntil(async (signal) => readyOr(await this.getVoice(id, { signal }), fail), options)
  }

  /** A sample of a voice that is not made yet. */
  async previewVoice(
    params: OrUnchecked<voices.PreviewVoiceParams>,
    options?: CallOptions,
  ): Promise<voices.VoicePreview> {
    return this.#make(
      '/v1/voices/preview',
      bodyOf(voices.previewVoiceParams, params),
      voices.voicePreview,
      options,
    )
  }

  // Workflows

  /** Published workflows and their versions; the id of a version is what `runWorkflow` takes. */
  async listWorkflows(options?: CallOptions): Promise<workflows.WorkflowSummary[]> {
    return (await this.get('/v1/workflows', { schema: workflows.workflowList, options })).data
  }

  async getWorkflow(id: string, options?: CallOptions): Promise<workflows.Workflow> {
    return this.get(path`/v1/workflows/${id}`, { schema: workflows.workflow, options })
  }

  /** Starts a run. The id is that of the run. */
  async runWorkflow(
    id: string,
    params: OrUnchecked<workflows.RunWorkflowParams> = {},
    options?: CallOptions,
  ): Promise<Created> {
    const json = bodyOf(workflows.runWorkflowParams, params)
    return this.post(path`/v1/workflows/${id}`, { json, schema: created, billable: true, options })
  }

  async getWorkflowInvocation(id: string, options?: CallOptions): Promise<workflows.WorkflowInvocation> {
    return this.get(path`/v1/workflow_invocations/${id}`, { schema: workflows.workflowInvocation, options })
  }

  /**
   * Looks until the run has ended. One that succeeded may have `nodeErrors`.
   * @throws TaskFailedError when it failed or was cancelled, PollTimeoutError when it takes too long
   */
  async waitForWorkflowInvocation(
    id: string,
    options: WaitOptions = {},
  ): Promise<workflows.WorkflowInvocation> {
    return waitUntil(async (signal) => {
      const run = await this.getWorkflowInvocation(id, { signal })
      if (run.status === 'SUCCEEDED') return { done: true, value: run }
      if (run.status === 'FAILED' || run.status === 'CANCELLED') throw this.#failed(run, 'workflow run')
      return { done: false, progress: run.status === 'RUNNING' ? run.progress : undefined }
    }, options)
  }

  #failed(thing: FailedThing, what?: string): TaskFailedError {
    return new TaskFailedError(
      cleanFailure(thing, (text) => this.cleanText(text)),
      what,
    )
  }

  /** Starts paid work. */
  #start<T>(
    route: string,
    schema: z.ZodType<T>,
    params: NoInfer<T> | Unchecked,
    options: CallOptions | undefined,
  ): Promise<CreatedTask> {
    return this.post(route, { json: bodyOf(schema, params), schema: createdTask, billable: true, options })
  }

  /** Makes a thing. Like paid work it is not sent twice: there would be two of them. */
  #make<T>(route: string, json: unknown, schema: z.ZodType<T>, options: CallOptions | undefined): Promise<T> {
    return this.post(route, { json, schema, billable: true, rateClass: 'other', options })
  }

  async #remove(route: Route, options: CallOptions | undefined): Promise<Existed> {
    try {
      await this.request('DELETE', route, { options })
      return { existed: true }
    } catch (error) {
      if (isHTTPClientError(error) && error.status === 404) return { existed: false }
      throw error
    }
  }
}
