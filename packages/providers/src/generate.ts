import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { isHTTPClientError, pollUntil } from '@jointo/http-base'
import type { BaseAIProvider } from './base-provider.ts'
import type { InputOf, ModelId } from './model-inputs.ts'
import type { Microcredits } from './pricing/credits.ts'
import type { Quote } from './pricing/quote.ts'
import { isProviderError, ProviderError } from './provider-error.ts'
import type { ProviderRegistry, ResolvedModel } from './registry.ts'
import type {
  GenerationRequest,
  Handle,
  LinkedFile,
  OpenedFile,
  ProducedFile,
  ProviderCallOptions,
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
  onStarted?: ((handle: Handle) => unknown) | undefined
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

/**
 * Starts, waits and hands back files: everything without a service. Nothing is repeated that may have been paid for, and
 * a wait that is given up leaves the work running at the vendor.
 *
 * @throws ProviderError; where the work had begun, `disposition` is `ambiguous` and `handle` says where to look for it
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
  const { signal } = options
  const { files, usage } =
    started.state === 'completed'
      ? { files: started.files.map((file) => startedFile(provider, file, { signal })), usage: started.usage }
      : await waitForFiles(
          provider,
          { model: model.id, kind, vendorTaskId: started.vendorTaskId },
          started,
          options,
        )
  if (options.onProgress !== undefined) quietly(options.onProgress)(1)
  const price = quote === undefined ? undefined : provider.price(full, usage)
  return { model: id, files, warnings: started.warnings, usage, price, quote }
}

async function waitForFiles(
  provider: BaseAIProvider,
  handle: Handle,
  { pollAfterMs }: { pollAfterMs: number },
  options: GenerateOptions,
): Promise<Pick<Generated, 'files' | 'usage'>> {
  try {
    await options.onStarted?.(handle)
    const { outputs, usage } = await waitForEnd(provider, handle, pollAfterMs, options)
    const { signal } = options
    const files = outputs.map((reference) =>
      fileOf(undefined, () => provider.openOutput(handle, reference, { signal })),
    )
    return { files, usage }
  } catch (error) {
    throw begun(error, handle)
  }
}

/** Whatever went wrong since, the work was taken: nothing may tell a caller to send it again. */
function begun(error: unknown, handle: Handle): ProviderError {
  if (isProviderError(error)) {
    const { code, message, vendorCode, requestId } = error
    return new ProviderError(code, message, {
      disposition: 'ambiguous',
      vendorCode,
      requestId,
      handle,
      cause: error,
    })
  }
  const isOver = isHTTPClientError(error) && error.code === 'aborted'
  const message = isOver
    ? 'The wait was given up; the work goes on at the vendor.'
    : 'The wait ended without a result; the work may go on at the vendor.'
  const code = isOver ? 'aborted' : 'vendor_unavailable'
  return new ProviderError(code, message, { disposition: 'ambiguous', handle, cause: error })
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
/** A task that was just made may not be known everywhere yet. */
const MAX_LOOKS_AT_NOTHING = 3

function waitForEnd(
  provider: BaseAIProvider,
  handle: Handle,
  firstPauseMs: number,
  { signal, timeoutMs = DEFAULT_TIMEOUT_MS, onProgress }: GenerateOptions,
): Promise<Completed> {
  let failedLooks = 0
  return pollUntil<Completed>({
    // The vendor's pace, also after a look that failed.
    intervalMs: Math.max(firstPauseMs, 1),
    initialDelayMs: firstPauseMs,
    timeoutMs,
    signal,
    onProgress: onProgress && quietly(onProgress),
    check: async (_attempt, inTime) => {
      try {
        const status = await provider.status(handle, { signal: inTime })
        failedLooks = 0
        if (status.state === 'completed') return { done: true, value: status }
        if (status.state === 'pending')
          return { done: false, progress: status.progress, nextDelayMs: status.pollAfterMs }
        throw endedBadly(status)
      } catch (error) {
        failedLooks += 1
        if (inTime.aborted || !isPassing(error, failedLooks)) throw error
        return { done: false, nextDelayMs: error.retryAfterMs }
      }
    },
  })
}

function isPassing(error: unknown, failedLooks: number): error is ProviderError {
  if (!isProviderError(error)) return false
  if (error.code === 'result_unavailable') return failedLooks < MAX_LOOKS_AT_NOTHING
  return (
    error.code === 'vendor_unavailable' && error.disposition !== 'rejected' && failedLooks < MAX_FAILED_LOOKS
  )
}

/** A progress bar that breaks is no reason to lose a video. */
function quietly(tell: (progress: number) => void): (progress: number) => void {
  return (progress) => {
    try {
      tell(progress)
    } catch {
      // Nobody is left to be told.
    }
  }
}

function endedBadly(status: Extract<StatusResult, { state: 'failed' | 'canceled' }>): ProviderError {
  if (status.state === 'canceled')
    return new ProviderError('vendor_rejected', 'The work was canceled at the vendor.')
  const { code, message, vendorCode } = status.failure
  return new ProviderError(code, message, { vendorCode })
}

function startedFile(
  provider: BaseAIProvider,
  file: ProducedFile | LinkedFile,
  options: ProviderCallOptions,
): GeneratedFile {
  return 'link' in file ? fileOf(undefined, () => provider.openLink(file.link, options)) : producedFile(file)
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
