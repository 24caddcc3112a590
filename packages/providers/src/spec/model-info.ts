import type { InputField, MediaRole } from './generation-input.ts'
import type { ModelKind } from './kinds.ts'

/** What a price counts. */
export type PriceUnit = 'image' | 'second' | 'character' | 'input_token' | 'output_token'

/** One line of a price list. All lines whose conditions hold are added up. */
export interface PriceRate {
  unit: PriceUnit
  /** Decimal credits for `per` units; 1 credit = USD 0.01. */
  credits: string
  /** Default 1. */
  per?: number
  /** Holds only for requests with these traits, e.g. `{ audio: true }`. */
  when?: Readonly<Record<string, string | boolean>>
  /** Shown in quotes: `video with audio`. */
  description: string
}

/** A dated price list. */
export interface Price {
  rates: readonly PriceRate[]
  /** Where it was read. */
  source: string
  /** When it was read, `YYYY-MM-DD`. */
  checked: string
}

/** Inclusive range in seconds, whole steps. */
export interface DurationRange {
  min: number
  max: number
}

/** What a model takes. Absent means: the word is taken, its values are not limited by us. */
export interface ModelLimits {
  /** The input words the model understands; every other word is refused. */
  inputs: readonly InputField[]
  required?: readonly InputField[]
  /** UTF-16 code units, as vendors count. */
  maxPromptLength?: number
  maxTextLength?: number
  sizes?: readonly string[]
  aspectRatios?: readonly string[]
  resolutions?: readonly string[]
  durations?: DurationRange | readonly number[]
  defaultDurationSeconds?: number
  /** Most results of one request. Default 1 where `n` is taken. */
  maxOutputs?: number
  images?: { min: number; max: number; roles: readonly MediaRole[] }
  qualities?: readonly string[]
  formats?: readonly string[]
  styles?: readonly string[]
  voices?: readonly string[]
  maxSeed?: number
  contextTokens?: number
  /** Most tokens of one answer; also the limit that is sent and held for when a caller names none. */
  maxOutputTokens?: number
  /** Most tokens one input picture counts for. */
  maxImageTokens?: number
}

/** One entry of a catalogue. Plain JSON. */
export interface ModelInfo {
  /** The vendor's own id, without the vendor: `gen4.5`. */
  id: string
  kind: ModelKind
  /** Every kind it can do, when there are several. Default: `[kind]`. */
  kinds?: readonly ModelKind[]
  title: string
  description: string
  limits: ModelLimits
  /** Absent: the price is not known, the model is shown but cannot be sold. */
  price?: Price
  /** True: the result is in the answer. False: start, then ask for the status. */
  immediate: boolean
  /** How long to wait between two status calls. */
  pollIntervalMs?: number
}

/** Every kind a model can do. */
export function kindsOf(model: ModelInfo): readonly ModelKind[] {
  return model.kinds ?? [model.kind]
}
