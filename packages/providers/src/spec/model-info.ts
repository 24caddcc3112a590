import type { InputField, MediaRole } from './generation-input.ts'
import type { ModelKind } from './kinds.ts'

/** What a price counts. */
export type PriceUnit = 'request' | 'image' | 'second' | 'character' | 'step' | 'input_token' | 'output_token'

/** One line of a price list. All lines whose conditions hold are added up. */
export interface PriceRate {
  unit: PriceUnit
  /** Decimal credits for `per` units; 1 credit = USD 0.01. */
  credits: string
  /** Default 1. */
  per?: number
  /** Less than this many units count as this many. */
  minimum?: number
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

/** Inclusive range in seconds. */
export interface DurationRange {
  min: number
  max: number
  /** Default 1: whole seconds. */
  step?: number
}

/** The vendor ends a model: from then on it is refused, for the last 90 days it is sold with a warning. */
export interface Deprecation {
  /** First day without it, `YYYY-MM-DD`. */
  ends: string
  /** A model of the same vendor that takes over. */
  successor?: string
  /** Where it was announced. */
  source: string
}

/** What a model takes. Absent means: the word is taken, its values are not limited by us. */
export interface ModelLimits {
  /** The input words the model understands; every other word is refused. */
  inputs: readonly InputField[]
  required?: readonly InputField[]
  /** Characters as the vendor counts them: code points, for Runway UTF-16 units. */
  maxPromptLength?: number
  maxTextLength?: number
  minPromptLength?: number
  /** Languages that prompts may be written in, as `en`; others are refused. Absent: any, as far as is known. */
  promptLanguages?: readonly string[]
  sizes?: readonly string[]
  aspectRatios?: readonly string[]
  resolutions?: readonly string[]
  durations?: DurationRange | readonly number[]
  defaultDurationSeconds?: number
  /** Longest video or recording it takes; what is held where the price counts seconds of the input. */
  maxInputSeconds?: number
  /** Most results of one request. Default 1 where `n` is taken. */
  maxOutputs?: number
  images?: {
    min: number
    max: number
    roles: readonly MediaRole[]
    /** Roles of which there must be one. */
    requiredRoles?: readonly MediaRole[]
  }
  qualities?: readonly string[]
  formats?: readonly string[]
  styles?: readonly string[]
  voices?: readonly string[]
  languages?: readonly string[]
  backgrounds?: readonly string[]
  strength?: { min: number; max: number }
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
  deprecation?: Deprecation
  /** True: the result is in the answer. False: start, then ask for the status. */
  immediate: boolean
  /** How long to wait between two status calls. */
  pollIntervalMs?: number
}

/** Every kind a model can do. */
export function kindsOf(model: ModelInfo): readonly ModelKind[] {
  return model.kinds ?? [model.kind]
}
