import {
  BaseHTTPClient,
  checkArguments,
  InvalidResponseError,
  path,
  pollUntil,
  type CallOptions,
  type FormFields,
  type HTTPClientOptions,
  type Reply,
} from '@jointo/http-base'
import { profile } from './profile.ts'
import {
  generateCoreParams,
  generateUltraParams,
  type GenerateCoreParams,
  type GenerateUltraParams,
} from './resources/generate.ts'
import {
  balance,
  startedGeneration,
  type Balance,
  type GeneratedFile,
  type GenerationResult,
  type StartedGeneration,
} from './resources/results.ts'
import {
  upscaleCreativeParams,
  upscaleFastParams,
  type UpscaleCreativeParams,
  type UpscaleFastParams,
} from './resources/upscale.ts'

const MAX_FILE_BYTES = 256 * 1024 * 1024

export interface WaitForResultOptions {
  /** Stability asks for at least 10,000, which is the default. */
  pollIntervalMs?: number | undefined
  /** Default 600,000. */
  timeoutMs?: number | undefined
  signal?: AbortSignal | undefined
}

/**
 * Stability AI's API: one method per route. Everything is a multipart form, results are bytes. A filtered picture is an
 * outcome (`finishReason`), a refused prompt an error.
 *
 * @example
 * const stability = new StabilityClient() // STABILITY_API_KEY
 * const { bytes } = await stability.generateCore({ prompt: 'a red kite' })
 */
export class StabilityClient extends BaseHTTPClient {
  constructor(options: HTTPClientOptions = {}) {
    super(profile, options)
  }

  /** @throws InvalidArgumentError before anything is sent */
  generateCore(params: GenerateCoreParams, options?: CallOptions): Promise<GeneratedFile> {
    return this.#generate(
      '/v2beta/stable-image/generate/core',
      checkArguments(generateCoreParams, params),
      options,
    )
  }

  generateUltra(params: GenerateUltraParams, options?: CallOptions): Promise<GeneratedFile> {
    return this.#generate(
      '/v2beta/stable-image/generate/ultra',
      checkArguments(generateUltraParams, params),
      options,
    )
  }

  upscaleFast(params: UpscaleFastParams, options?: CallOptions): Promise<GeneratedFile> {
    return this.#generate(
      '/v2beta/stable-image/upscale/fast',
      checkArguments(upscaleFastParams, params),
      options,
    )
  }

  /** Starts; the result comes with `waitForResult` or `getResult`. */
  upscaleCreative(params: UpscaleCreativeParams, options?: CallOptions): Promise<StartedGeneration> {
    return this.post('/v2beta/stable-image/upscale/creative', {
      form: { ...checkArguments(upscaleCreativeParams, params) },
      headers: { accept: 'application/json' },
      schema: startedGeneration,
      billable: true,
      options,
    })
  }

  /** Needs the key that started it; kept for 24 hours. */
  async getResult(id: string, options?: CallOptions): Promise<GenerationResult> {
    const reply = await this.request('GET', path`/v2beta/results/${id}`, {
      headers: { accept: '*/*' },
      maxResponseBytes: MAX_FILE_BYTES,
      options,
    })
    return reply.status === 202
      ? { status: 'in-progress' }
      : { status: 'complete', ...toFile('GET', '/v2beta/results/{id}', reply) }
  }

  /** @throws PollTimeoutError when it takes too long */
  waitForResult(id: string, options: WaitForResultOptions = {}): Promise<GeneratedFile> {
    const { pollIntervalMs = 10_000, timeoutMs = 600_000, signal } = options
    return pollUntil({
      intervalMs: pollIntervalMs,
      initialDelayMs: pollIntervalMs,
      timeoutMs,
      signal,
      check: async () => {
        const result = await this.getResult(id, { signal })
        if (result.status === 'in-progress') return { done: false }
        const { status: _status, ...file } = result
        return { done: true, value: file }
      },
    })
  }

  getBalance(options?: CallOptions): Promise<Balance> {
    return this.get('/v1/user/balance', { schema: balance, options })
  }

  async #generate(route: string, form: object, options: CallOptions | undefined): Promise<GeneratedFile> {
    const reply = await this.request('POST', route, {
      form: { ...form } satisfies FormFields,
      headers: { accept: 'image/*' },
      maxResponseBytes: MAX_FILE_BYTES,
      billable: true,
      options,
    })
    return toFile('POST', route, reply)
  }
}

function toFile(
  method: string,
  route: string,
  { status, headers, bytes, mediaType, requestId }: Reply,
): GeneratedFile {
  if (bytes.length === 0 || mediaType === undefined || !/^(image|audio|model)\//.test(mediaType)) {
    throw new InvalidResponseError(
      `the answer is no file (${mediaType ?? 'no type'}, ${bytes.length} bytes)`,
      {
        method,
        route,
        attempt: 1,
        phase: 'replied',
        disposition: 'ambiguous',
        retryable: false,
        status,
        requestId,
      },
    )
  }
  const seed = Number(headers['seed'] ?? Number.NaN)
  return {
    bytes,
    mediaType,
    finishReason: typeof headers['finish-reason'] === 'string' ? headers['finish-reason'] : 'SUCCESS',
    ...(Number.isSafeInteger(seed) ? { seed } : {}),
  }
}
