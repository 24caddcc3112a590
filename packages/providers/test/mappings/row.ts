import type { GenerationRequest } from '../../src/index.ts'

/** A request in our words, and what goes to the vendor: exactly these fields, undefined ones left out. */
export interface MappingRow {
  request: GenerationRequest
  /** The vendor's route as the mapper names it. */
  route: string
  params: Readonly<Record<string, unknown>>
}

/** A request that the mapper refuses. */
export interface RefusalRow {
  request: GenerationRequest
  /** The field that the error names. */
  param: string
}

export interface VendorMapping {
  name: string
  map: (request: GenerationRequest) => { route: string; params: unknown }
  rows: readonly MappingRow[]
  refusals: readonly RefusalRow[]
}
