import type { ModelInfo } from '../spec/model-info.ts'
import { pictures } from './catalogue/pictures.ts'
import { recordings } from './catalogue/recordings.ts'
import { tasks } from './catalogue/tasks.ts'
import { texts } from './catalogue/texts.ts'

/** Models that need no vendor and no key: one for each kind. */
export const mockCatalogue: readonly ModelInfo[] = [...pictures, ...tasks, ...recordings, ...texts]
