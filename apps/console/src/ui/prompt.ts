import type { Job } from '../api/types.ts'
import { kindTitle } from './kinds.ts'

/** The words that a job was made from, or what it was where there are none (any more). */
export function promptOf({ input, kind }: Pick<Job, 'input' | 'kind'>): string {
  const words = input['prompt'] ?? input['text']
  return typeof words === 'string' ? words : kindTitle(kind)
}
