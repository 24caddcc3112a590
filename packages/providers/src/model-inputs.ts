import type { InputsByModel, RequiredByModel } from './model-inputs.generated.ts'
import type { GenerationInput } from './spec/generation-input.ts'

/** Every model that makes files and was in a catalogue when this package was built: `runway/gen4.5`. */
export type ModelId = keyof InputsByModel

/** The input of one model: only the words it takes, and those it can't do without. */
export type InputOf<Id extends ModelId> = Pick<GenerationInput, InputsByModel[Id]> &
  Present<Pick<GenerationInput, RequiredByModel[Id]>>

type Present<T> = { [Word in keyof T]-?: Exclude<T[Word], undefined> }
