import type { ModelInfo } from '../spec/model-info.ts'
import { guestVideo } from './catalogue/guest-video.ts'
import { pictures } from './catalogue/pictures.ts'
import { runwayVideo } from './catalogue/runway-video.ts'
import { seedance } from './catalogue/seedance.ts'
import { sound } from './catalogue/sound.ts'
import { upscale } from './catalogue/upscale.ts'

/** Runway models on offer. */
export const runwayCatalogue: readonly ModelInfo[] = [
  ...runwayVideo,
  ...guestVideo,
  ...seedance,
  ...pictures,
  ...upscale,
  ...sound,
]
