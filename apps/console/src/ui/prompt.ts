import type { Job } from '../api/types.ts'
import { kindTitle } from './kinds.ts'

/** The words that a job was made from, or what it was where there are none (any more). */
export const promptOf = (job: Pick<Job, 'input' | 'kind'>): string => wordsOf(job) ?? kindTitle(job.kind)

export function wordsOf({ input }: Pick<Job, 'input'>): string | undefined {
  const words = input['prompt'] ?? input['text']
  return typeof words === 'string' ? words : undefined
}
