import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { isHTTPClientError, pollUntil, type PollResult } from '@jointo/http-base'
import type { BaseAIProvider } from './base-provider.ts'
import type { InputOf, ModelId } from './model-inputs.ts'
import type { Microcredits } from './pricing/credits.ts'
import type { Quote } from './pricing/quote.ts'
import { isProviderError, ProviderError } from './provider-error.ts'
import type { ProviderRegistry, ResolvedModel } from './registry.ts'
import type {
  GenerationRequest,
  Handle,
  OpenedFile,
  ProducedFile,
  StatusResult,
  Usage,
  Warning,
} from './spec/generation.ts'
import type { GenerationInput } from './spec/generation-input.ts'
import type { Kind } from './spec/kinds.ts'
import type { ModelInfo } from './spec/model-info.ts'

/** What may be asked of a model that was known when this package was built: a word that it does not take does not compile. */
export type GenerateRequest<Id extends string> = Pick<UntypedRequest, 'kind' | 'provider_options'> & {
  /** `vendor/model`, or the bare name where one vendor alone has it. */
  model: Id
  input: Id extends ModelId ? InputOf<Id> : GenerationInput
}

interface UntypedRequest extends Omit<GenerationRequest, 'kind'> {
  /** Default: what the model is mainly for. */
  kind?: Kind | undefined
}

export interface GenerateOptions {
  signal?: AbortSignal | undefined
  /** The whole wait, in milliseconds. Default 1,800,000. */
  timeoutMs?: number | undefined
  /** 0 to 1, never falling. */
  onProgress?: ((progress: number) => void) | undefined
  /** As soon as the vendor has taken the work: keep it, and another process can go on with it. */
  onStarted?: ((handle: Handle) => void) | undefined
}

/** A file that was made. The vendor keeps it for a while only: read it now. */
export interface GeneratedFile {
  mediaType: string | undefined
  open(): Promise<OpenedFile>
  /** All of it in memory. */
  bytes(): Promise<Uint8Array>
}

export interface Generated {
  /** `runway/gen4.5` */
  model: string
  files: GeneratedFile[]
  warnings: Warning[]
  usage: Usage
  /** What to charge, and the most it could have cost. Undefined where the price is not known. */
  price: Microcredits | undefined
  quote: Quote | undefined
}

const DEFAULT_TIMEOUT_MS = 1_800_000
const POLL_INTERVAL_MS = 5_000

/**
 * Starts, waits and hands back files: everything without a service. Nothing is repeated that may have been paid for, and
 * a wait that is given up leaves the work running at the vendor.
 *
 * @throws ProviderError; PollTimeoutError when the time is over
 * @example const { files } = await generate(registry, { model: 'mock/image', input: { prompt: 'a kite' } })
 */
export async function generate<const Id extends string>(
  registry: ProviderRegistry,
  request: GenerateRequest<Id>,
  options: GenerateOptions = {},
): Promise<Generated> {
  const { model, kind, input, provider_options }: UntypedRequest = request
  return generateWith(registry.resolve(model), { kind, input, provider_options }, options)
}

/** `generate` with a model that was looked up. */
export async function generateWith(
  { id, provider, model }: ResolvedModel,
  { kind = mainKind(model), ...request }: Omit<UntypedRequest, 'model'>,
  options: GenerateOptions = {},
): Promise<Generated> {
  const full: GenerationRequest = { ...request, kind, model: model.id }
  const quote = quoteIfSold(provider, full)
  const started = await provider.start(full, { signal: options.signal })
  const { files, usage } =
    started.state === 'completed'
      ? { files: started.files.map(producedFile), usage: started.usage }
      : await waitForFiles(
          provider,
          { model: model.id, kind, vendorTaskId: started.vendorTaskId },
          started,
          options,
        )
  options.onProgress?.(1)
  const price = quote === undefined ? undefined : provider.price(full, usage)
  return { model: id, files, warnings: started.warnings, usage, price, quote }
}

async function waitForFiles(
  provider: BaseAIProvider,
  handle: Handle,
  { pollAfterMs }: { pollAfterMs: number },
  options: GenerateOptions,
): Promise<Pick<Generated, 'files' | 'usage'>> {
  const { signal } = options
  options.onStarted?.(handle)
  const { outputs, usage } = await waitForEnd(() => provider.status(handle, { signal }), pollAfterMs, options)
  const files = outputs.map((reference) =>
    fileOf(undefined, () => provider.openOutput(handle, reference, { signal })),
  )
  return { files, usage }
}

/** What can't be sold can still be made by who pays the vendor. */
function quoteIfSold(provider: BaseAIProvider, request: GenerationRequest): Quote | undefined {
  try {
    return provider.quote(request)
  } catch (error) {
    if (isProviderError(error) && error.code === 'model_not_priced') return undefined
    throw error
  }
}

function mainKind({ id, kind }: ModelInfo): Kind {
  if (kind !== 'chat' && kind !== 'embedding') return kind
  throw new ProviderError('not_supported', `${id} is for ${kind}, which makes no file.`, { param: 'model' })
}

type Completed = Extract<StatusResult, { state: 'completed' }>

/** So many looks in a row may fail: a blip at the vendor is not the end of a video. */
const MAX_FAILED_LOOKS = 5

async function waitForEnd(
  look: () => Promise<StatusResult>,
  firstPauseMs: number,
  { signal, timeoutMs = DEFAULT_TIMEOUT_MS, onProgress }: GenerateOptions,
): Promise<Completed> {
  let failedLooks = 0
  const check = async (): Promise<PollResult<Completed>> => {
    try {
      const status = await look()
      failedLooks = 0
      if (status.state === 'completed') return { done: true, value: status }
      if (status.state === 'pending')
        return { done: false, progress: status.progress, nextDelayMs: status.pollAfterMs }
      throw endedBadly(status)
    } catch (error) {
      const isBlip =
        isProviderError(error) && error.code === 'vendor_unavailable' && error.disposition !== 'rejected'
      if (!isBlip || (failedLooks += 1) >= MAX_FAILED_LOOKS) throw error
      return { done: false, nextDelayMs: error.retryAfterMs }
    }
  }
  const wait = {
    intervalMs: POLL_INTERVAL_MS,
    initialDelayMs: firstPauseMs,
    timeoutMs,
    signal,
    onProgress,
    check,
  }
  return pollUntil(wait).catch((error: unknown) => {
    if (isHTTPClientError(error) && error.code === 'aborted') {
      const message = 'The wait was given up; the work goes on at the vendor.'
      throw new ProviderError('aborted', message, { disposition: 'ambiguous', cause: error })
    }
    throw error
  })
}

function endedBadly(status: Extract<StatusResult, { state: 'failed' | 'canceled' }>): ProviderError {
  if (status.state === 'canceled')
    return new ProviderError('vendor_rejected', 'The work was canceled at the vendor.')
  const { code, message, vendorCode } = status.failure
  return new ProviderError(code, message, { vendorCode })
}

function producedFile({ bytes, mediaType }: ProducedFile): GeneratedFile {
  return fileOf(mediaType, async () => ({
    stream: Readable.from([bytes]),
    mediaType,
    contentLength: bytes.length,
  }))
}

function fileOf(mediaType: string | undefined, open: () => Promise<OpenedFile>): GeneratedFile {
  return { mediaType, open, bytes: async () => buffer((await open()).stream) }
}
