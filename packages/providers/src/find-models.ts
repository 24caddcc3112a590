import { makesDuration } from './check-input.ts'
import type { ResolvedModel } from './registry.ts'
import type { InputField, MediaRole } from './spec/generation-input.ts'
import type { ModelKind } from './spec/kinds.ts'
import { kindsOf, type ModelInfo } from './spec/model-info.ts'

/** What a model must be able to do. All that is said must hold. */
export interface ModelQuery {
  kind?: ModelKind | undefined
  /** Input words it takes: `['seed', 'negative_prompt']`. */
  inputs?: readonly InputField[] | undefined
  /** Roles of pictures it takes: `['last_frame']`. */
  imageRoles?: readonly MediaRole[] | undefined
  /** `9:16`: by name, or as one of its sizes. */
  aspectRatio?: string | undefined
  resolution?: string | undefined
  durationSeconds?: number | undefined
  format?: string | undefined
  /** True: only what has a price. Default false. */
  sellable?: boolean | undefined
}

/** @example `findModels(registry.list(), { kind: 'video', imageRoles: ['last_frame'], aspectRatio: '9:16' })` */
export function findModels(models: readonly ResolvedModel[], query: ModelQuery): ResolvedModel[] {
  return models.filter(({ model }) => can(model, query))
}

function can(model: ModelInfo, query: ModelQuery): boolean {
  const { limits } = model
  const { kind, inputs = [], imageRoles = [], aspectRatio, resolution, durationSeconds, format } = query
  return (
    (kind === undefined || kindsOf(model).includes(kind)) &&
    inputs.every((word) => limits.inputs.includes(word)) &&
    imageRoles.every((role) => limits.images?.roles.includes(role) === true) &&
    (aspectRatio === undefined || takesShape(model, aspectRatio)) &&
    (resolution === undefined || isAmong(model, 'resolution', limits.resolutions, resolution)) &&
    (durationSeconds === undefined || makesSeconds(model, durationSeconds)) &&
    (format === undefined || isAmong(model, 'format', limits.formats, format)) &&
    (query.sellable !== true || model.price !== undefined)
  )
}

function isAmong(
  model: ModelInfo,
  word: InputField,
  possible: readonly string[] | undefined,
  wanted: string,
): boolean {
  return model.limits.inputs.includes(word) && (possible === undefined || possible.includes(wanted))
}

/** Vendors round to whole pixels, and some to multiples of 16. */
const SHAPE_TOLERANCE = 0.02

function takesShape(model: ModelInfo, ratio: string): boolean {
  const { inputs, aspectRatios, sizes } = model.limits
  if (inputs.includes('aspect_ratio') && aspectRatios !== undefined) return aspectRatios.includes(ratio)
  if (sizes !== undefined)
    return sizes.some((size) => Math.abs(quotient(size) / quotient(ratio) - 1) < SHAPE_TOLERANCE)
  return inputs.includes('aspect_ratio') || inputs.includes('size')
}

function quotient(pair: string): number {
  const [across = NaN, down = NaN] = pair.split(/[:x]/).map(Number)
  return across / down
}

function makesSeconds({ limits }: ModelInfo, seconds: number): boolean {
  const { durations, inputs } = limits
  return durations === undefined ? inputs.includes('duration_seconds') : makesDuration(durations, seconds)
}
