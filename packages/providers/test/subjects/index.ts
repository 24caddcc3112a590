import { aihubmix } from './aihubmix.ts'
import { mock } from './mock.ts'
import { runway } from './runway.ts'
import { stability } from './stability.ts'
import type { Subject } from './subject.ts'

export const subjects: readonly Subject[] = [aihubmix, mock, runway, stability]
export { image, video } from './subject.ts'
