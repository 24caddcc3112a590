import { TIME_LIMITS } from '../time-limits.ts'
import { path, type CallOptions, type PollResult, type StreamReply } from '@jointo/http-base'
import { cleanFailure, MediaTaskFailedError } from '../failed-errors.ts'
import type { RoutePath, Routes } from '../routes.ts'
import type { OrUnchecked } from '../unchecked.ts'
import { waitUntilDone, type WaitOptions } from '../wait-until-done.ts'
import {
  mediaTasksQuery,
  nativeImageBody,
  nativeVideoBody,
  type ListMediaTasksParams,
  type NativeImageParams,
  type NativeVideoParams,
  type Unchecked,
} from './native-params.ts'
import { mediaTaskListSchema, mediaTaskSchema, type MediaTask, type MediaTaskList } from './native-task.ts'

const IMAGES = '/ai/v1/images'
const VIDEOS = '/ai/v1/videos'
const MAX_IMAGES_BYTES = 256 * 1024 * 1024

/**
 * The vendor's own media API, `/ai/v1`, where newer models (minimax-h3, seedance-2.5, qwen-image-3) are offered first or
 * alone.
 */
export class NativeMedia {
  readonly #routes: Routes

  constructor(routes: Routes) {
    this.#routes = routes
  }

  /**
   * `POST /ai/v1/images/generations`. Waits for the pictures, unless `async` is true.
   * @throws MediaTaskFailedError when the answer is a task that failed
   */
  async generateImage(
    params: OrUnchecked<NativeImageParams, Unchecked>,
    options?: CallOptions,
  ): Promise<MediaTask> {
    const task = await this.#routes.post(`${IMAGES}/generations`, {
      json: nativeImageBody(params),
      schema: mediaTaskSchema,
      billable: true,
      maxResponseBytes: MAX_IMAGES_BYTES,
      timeout: TIME_LIMITS.image,
      options,
    })
    return this.#orThrow(task)
  }

  /**
   * `POST /ai/v1/videos`. Always a task to look at.
   * @throws MediaTaskFailedError when it failed at once
   */
  async generateVideo(
    params: OrUnchecked<NativeVideoParams, Unchecked>,
    options?: CallOptions,
  ): Promise<MediaTask> {
    const task = await this.#routes.post(VIDEOS, {
      json: nativeVideoBody(params),
      schema: mediaTaskSchema,
      billable: true,
      timeout: TIME_LIMITS.startVideo,
      options,
    })
    return this.#orThrow(task)
  }

  /** `GET /ai/v1/images/{id}`. A task that failed is an answer here, not an error. */
  async getImage(id: string, options?: CallOptions): Promise<MediaTask> {
    const maxResponseBytes = MAX_IMAGES_BYTES
    return this.#routes.get(path`/ai/v1/images/${id}`, { schema: mediaTaskSchema, maxResponseBytes, options })
  }

  /** `GET /ai/v1/videos/{id}`. A task that failed is an answer here, not an error. */
  async getVideo(id: string, options?: CallOptions): Promise<MediaTask> {
    return this.#routes.get(path`/ai/v1/videos/${id}`, { schema: mediaTaskSchema, options })
  }

  /** `GET /ai/v1/tasks/{id}`: the last state the gateway stored; it does not look again. Unsure. */
  async getTaskSnapshot(id: string, options?: CallOptions): Promise<MediaTask> {
    return this.#routes.get(path`/ai/v1/tasks/${id}`, { schema: mediaTaskSchema, options })
  }

  /** `GET /ai/v1/images`. With `limit: 1` the cheapest check of a key: a wrong one gets 401. Seen by third parties only. */
  async listImages(params: ListMediaTasksParams = {}, options?: CallOptions): Promise<MediaTaskList> {
    return this.#routes.get(IMAGES, { query: mediaTasksQuery(params), schema: mediaTaskListSchema, options })
  }

  /** `GET /ai/v1/videos`. Seen by third parties only. */
  async listVideos(params: ListMediaTasksParams = {}, options?: CallOptions): Promise<MediaTaskList> {
    return this.#routes.get(VIDEOS, { query: mediaTasksQuery(params), schema: mediaTaskListSchema, options })
  }

  /**
   * `GET /ai/v1/images/{id}/content/{resultId}`. 409 `result_not_ready` before it is done, 410 `artifact_expired` after
   * it is gone; `errorMeaning` tells them. Seen by third parties only.
   */
  async downloadImage(id: string, resultId: string, options?: CallOptions): Promise<StreamReply> {
    return this.#download(path`/ai/v1/images/${id}/content/${resultId}`, options)
  }

  /** `GET /ai/v1/videos/{id}/content`. Errors as with `downloadImage`. Seen by third parties only. */
  async downloadVideo(id: string, options?: CallOptions): Promise<StreamReply> {
    return this.#download(path`/ai/v1/videos/${id}/content`, options)
  }

  /**
   * Looks at a picture until it is done.
   * @throws MediaTaskFailedError when it failed, PollTimeoutError when it takes too long
   */
  async waitForImage(id: string, options: WaitOptions = {}): Promise<MediaTask> {
    return waitUntilDone((signal) => this.getImage(id, { signal }), this.#judge, options)
  }

  /** Looks at a video until it is done; errors as with `waitForImage`. */
  async waitForVideo(id: string, options: WaitOptions = {}): Promise<MediaTask> {
    return waitUntilDone((signal) => this.getVideo(id, { signal }), this.#judge, options)
  }

  readonly #judge = (task: MediaTask): PollResult<MediaTask> =>
    this.#orThrow(task).status === 'completed' ? { done: true, value: task } : { done: false }

  #orThrow(task: MediaTask): MediaTask {
    if (task.status !== 'failed') return task
    throw new MediaTaskFailedError(cleanFailure(task, this.#routes.cleanText))
  }

  #download(route: RoutePath, options: CallOptions | undefined): Promise<StreamReply> {
    const spec = { headers: { accept: '*/*' }, timeout: TIME_LIMITS.download, options }
    return this.#routes.openStream('GET', route, spec)
  }
}
