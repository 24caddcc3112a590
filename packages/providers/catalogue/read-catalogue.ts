import {
  aihubmixCatalogue,
  mockCatalogue,
  runwayCatalogue,
  stabilityCatalogue,
  type ModelInfo,
} from '../src/index.ts'

export interface CatalogueEntry {
  /** `runway/gen4.5` */
  id: string
  vendor: string
  model: ModelInfo
}

/** Every model of every vendor, whether or not there is a key for it. */
export function readCatalogue(): CatalogueEntry[] {
  const catalogues = {
    aihubmix: aihubmixCatalogue,
    mock: mockCatalogue,
    runway: runwayCatalogue,
    stability: stabilityCatalogue,
  }
  return Object.entries(catalogues).flatMap(([vendor, models]) =>
    models.map((model) => ({ id: `${vendor}/${model.id}`, vendor, model })),
  )
}
