import type { ModelInfo } from '../spec/model-info.ts'
import { audioModels } from './catalogue/audio.ts'
import { controlModels } from './catalogue/control.ts'
import { editModels } from './catalogue/edit.ts'
import { imageModels } from './catalogue/image.ts'
import { threeDModels } from './catalogue/three-d.ts'
import { upscaleModels } from './catalogue/upscale.ts'

/** Stability models on offer. One operation with a price of its own is one model. */
export const stabilityCatalogue: readonly ModelInfo[] = [
  ...imageModels,
  ...editModels,
  ...controlModels,
  ...upscaleModels,
  ...audioModels,
  ...threeDModels,
]
