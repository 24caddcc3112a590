import { generateWith, type Generated, type GenerateOptions } from './generate.ts'
import { isProviderError, ProviderError, type ProviderErrorCode } from './provider-error.ts'
import type { ProviderRegistry } from './registry.ts'
import type { GenerationRequest } from './spec/generation.ts'
import type { Kind } from './spec/kinds.ts'

/** A model that was asked before the one that made it. */
export interface Attempted {
  model: string
  code: ProviderErrorCode
  message: string
}

export interface GeneratedWithFallback extends Generated {
  /** Those that surely did not take it, in order. Empty when the first made it. */
  attempted: Attempted[]
}

/** The last model's error, with what all of them said. */
export class FallbackError extends ProviderError {
  override readonly name = 'ProviderError'
  readonly attempted: readonly Attempted[]

  constructor(last: ProviderError, attempted: readonly Attempted[]) {
    const { disposition, param, retryAfterMs, vendorCode, requestId, handle } = last
    super(last.code, last.message, {
      disposition,
      param,
      retryAfterMs,
      vendorCode,
      requestId,
      handle,
      cause: last,
    })
    this.attempted = attempted
  }
}

/**
 * `generate` with the first model of a list that takes the work. The next one is asked only when the one before surely
 * refused or was surely not reached; after anything else (time-outs, lost answers, work that began) the error is thrown,
 * because asking elsewhere might pay twice. Refused content is not shopped around either.
 *
 * @throws FallbackError: the last model's ProviderError, with `attempted`
 * @example await generateWithFallback(registry, ['runway/veo3.1', 'aihubmix/veo-3.1'], { kind: 'video', input: { prompt: 'a kite' } })
 */
export async function generateWithFallback(
  registry: ProviderRegistry,
  models: readonly [string, ...string[]],
  request: Pick<GenerationRequest, 'input' | 'provider_options'> & { kind?: Kind | undefined },
  options: GenerateOptions = {},
): Promise<GeneratedWithFallback> {
  // A wrong name is a mistake of the caller, not a reason to go on.
  const resolved = models.map((id) => registry.resolve(id))
  const attempted: Attempted[] = []
  let begun = false
  const watched: GenerateOptions = {
    ...options,
    onStarted: (handle) => {
      begun = true
      return options.onStarted?.(handle)
    },
  }
  for (const [index, model] of resolved.entries()) {
    try {
      return { ...(await generateWith(model, request, watched)), attempted }
    } catch (error) {
      if (!isProviderError(error)) throw error
      attempted.push({ model: model.id, code: error.code, message: error.message })
      if (index === resolved.length - 1 || begun || !mayAskAnother(error))
        throw new FallbackError(error, attempted)
    }
  }
  throw new TypeError('a fallback needs at least one model')
}

function mayAskAnother({ code, disposition }: ProviderError): boolean {
  return disposition !== 'ambiguous' && code !== 'content_refused' && code !== 'aborted'
}
