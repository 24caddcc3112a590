import {
  BaseHTTPClient,
  checkArguments,
  isHTTPClientError,
  path,
  pollUntil,
  type CallOptions,
  type HTTPClientOptions,
  type StreamReply,
} from '@jointo/http-base'
import type { z } from 'zod'
import { profile } from './profile.ts'
import { textToImageParams, type TextToImageParams } from './resources/image.ts'
import { organization, type Organization } from './resources/organization.ts'
import { createdTask, task, type CreatedTask, type SucceededTask, type Task } from './resources/task.ts'
import {
  imageToVideoParams,
  textToVideoParams,
  type ImageToVideoParams,
  type TextToVideoParams,
} from './resources/video.ts'
import { TaskFailedError } from './task-errors.ts'

/** Parameters of a model that this package does not know yet, sent as they are: `{ unchecked: { model: 'new', … } }`. */
export interface Unchecked {
  unchecked: { model: string; [field: string]: unknown }
}

export interface WaitForTaskOptions {
  /** Runway asks for at least 5,000. Default 5,000, growing to 15,000. */
  pollIntervalMs?: number | undefined
  /** Default 600,000. */
  timeoutMs?: number | undefined
  signal?: AbortSignal | undefined
  /** 0 to 1. */
  onProgress?: ((progress: number) => void) | undefined
}

/**
 * Runway's API: one method per route. Methods that start a task are paid; they are sent again only when Runway
 * surely did not take them.
 *
 * @example
 * const runway = new RunwayClient() // RUNWAYML_API_SECRET
 * const { id } = await runway.createTextToVideo({ model: 'gen4.5', promptText: 'a kite', ratio: '1280:720', duration: 5 })
 * const { output } = await runway.waitForTask(id)
 */
export class RunwayClient extends BaseHTTPClient {
  constructor(options: HTTPClientOptions = {}) {
    super(profile, options)
  }

  /** @throws InvalidArgumentError before anything is sent, when a parameter does not fit the model */
  createTextToVideo(params: TextToVideoParams | Unchecked, options?: CallOptions): Promise<CreatedTask> {
    return this.#start('/v1/text_to_video', textToVideoParams, params, options)
  }

  createImageToVideo(params: ImageToVideoParams | Unchecked, options?: CallOptions): Promise<CreatedTask> {
    return this.#start('/v1/image_to_video', imageToVideoParams, params, options)
  }

  createTextToImage(params: TextToImageParams | Unchecked, options?: CallOptions): Promise<CreatedTask> {
    return this.#start('/v1/text_to_image', textToImageParams, params, options)
  }

  /** Reading a task again also renews the addresses of its output. */
  getTask(id: string, options?: CallOptions): Promise<Task> {
    return this.get(path`/v1/tasks/${id}`, { schema: task, options })
  }

  /** Cancels a task that runs, deletes one that has ended. A task that is gone already is no error. */
  async cancelTask(id: string, options?: CallOptions): Promise<{ existed: boolean }> {
    try {
      await this.request('DELETE', path`/v1/tasks/${id}`, { options })
      return { existed: true }
    } catch (error) {
      if (isHTTPClientError(error) && error.status === 404) return { existed: false }
      throw error
    }
  }

  /**
   * Looks until the task has ended.
   * @throws TaskFailedError when it failed or was cancelled, PollTimeoutError when it takes too long
   */
  waitForTask(id: string, options: WaitForTaskOptions = {}): Promise<SucceededTask> {
    const { pollIntervalMs = 5_000, timeoutMs = 600_000, signal, onProgress } = options
    return pollUntil({
      intervalMs: pollIntervalMs,
      maxIntervalMs: pollIntervalMs * 3,
      initialDelayMs: pollIntervalMs,
      timeoutMs,
      signal,
      onProgress,
      check: async () => {
        const current = await this.getTask(id, { signal })
        if (current.status === 'SUCCEEDED') return { done: true, value: current }
        if (current.status === 'FAILED' || current.status === 'CANCELLED') throw new TaskFailedError(current)
        return { done: false, progress: current.status === 'RUNNING' ? current.progress : undefined }
      },
    })
  }

  /** Downloads one output address, without the key. Addresses live 24 to 48 hours. */
  openOutput(address: string, options?: CallOptions): Promise<StreamReply> {
    return this.openUrl(address, options)
  }

  getOrganization(options?: CallOptions): Promise<Organization> {
    return this.get('/v1/organization', { schema: organization, options })
  }

  #start<T>(
    route: string,
    schema: z.ZodType<T>,
    params: T | Unchecked,
    options: CallOptions | undefined,
  ): Promise<CreatedTask> {
    return this.post(route, {
      json: isUnchecked(params) ? params.unchecked : checkArguments(schema, params),
      schema: createdTask,
      billable: true,
      options,
    })
  }
}

function isUnchecked(params: unknown): params is Unchecked {
  return typeof params === 'object' && params !== null && 'unchecked' in params
}
