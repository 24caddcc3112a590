import type { Readable } from 'node:stream'
import type { GenerationInput } from './generation-input.ts'
import type { JsonObject } from './json.ts'
import type { Kind } from './kinds.ts'

export interface GenerationRequest {
  /** The vendor's own id, without the vendor: `gen4.5`. */
  model: string
  kind: Kind
  input: GenerationInput
  /** What only this vendor knows; checked strictly by its provider. */
  provider_options?: Record<string, unknown> | undefined
}

export interface ProviderCallOptions {
  signal?: AbortSignal | undefined
  /** Sent to the vendor as `Idempotency-Key`. No vendor promises to honour it. */
  attemptId?: string | undefined
  /**
   * Asked by `start` before anything is sent, and again when the paid call's turn at the rate limits has come, right before its
   * first byte. What it throws is what `start` throws, and the paid call is not made.
   */
  beforeSend?: (() => void | Promise<void>) | undefined
}

/** What was used, as far as the vendor says or the request implies. */
export interface Usage {
  images?: number | undefined
  seconds?: number | undefined
  characters?: number | undefined
  /** Of a diffusion, where those are sold. */
  steps?: number | undefined
  input_tokens?: number | undefined
  output_tokens?: number | undefined
  /** What the vendor says it took, in credits of USD 0.01. Decides where only the vendor can measure. */
  credits?: number | undefined
}

/** Something asked for that the vendor took differently. */
export interface Warning {
  code: string
  message: string
  param?: string
}

export interface ProducedFile {
  bytes: Uint8Array
  /** `image/png` */
  mediaType: string
}

/** What came at once and still lies at the vendor: `openLink` opens it, while the vendor keeps it. */
export interface LinkedFile {
  link: OutputReference
}

export interface OpenedFile {
  stream: Readable
  mediaType?: string | undefined
  contentLength?: number | undefined
}

/** Points at one result. Defined by the provider, plain JSON, opened later, maybe by another process. */
export type OutputReference = JsonObject

/** Everything another process needs to go on with a task. Plain JSON. */
export interface Handle {
  model: string
  kind: Kind
  vendorTaskId: string
}

export type FailureCode = 'content_refused' | 'vendor_rejected' | 'vendor_unavailable' | 'result_unavailable'

export interface Failure {
  code: FailureCode
  /** May be shown to customers: no vendor markup, no keys. */
  message: string
  /** The vendor's own word, for operators. */
  vendorCode?: string | undefined
  /** The vendor charges us for it all the same. Default false. */
  billed?: boolean | undefined
}

export type StartResult =
  | { state: 'pending'; vendorTaskId: string; pollAfterMs: number; warnings: Warning[] }
  | { state: 'completed'; files: (ProducedFile | LinkedFile)[]; usage: Usage; warnings: Warning[] }

export type StatusResult =
  | { state: 'pending'; progress?: number | undefined; pollAfterMs: number }
  | { state: 'completed'; outputs: OutputReference[]; usage: Usage }
  | { state: 'failed'; failure: Failure }
  /** `billed`: the vendor charges for what it had done. */
  | { state: 'canceled'; billed?: boolean | undefined }

/**
 * `canceled_at_work`: the vendor had begun, and may charge for what it had done. `too_late`: the task has already ended at the
 * vendor.
 */
export type CancelResult = 'canceled' | 'canceled_at_work' | 'not_supported' | 'too_late'
