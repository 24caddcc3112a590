import type { FileToStore } from '../storage/storage.ts'
import type { MediaFacts } from './measure.ts'
import { UnacceptableFileError } from './unacceptable-file.ts'
import { lookWhole } from './whole/look-whole.ts'

/**
 * A result is whole before anybody is charged for it. What is only unusual passes: it was made and paid for, and to refuse it
 * is as bad as to sell half a file.
 *
 * @throws UnacceptableFileError
 */
export async function checkResult(file: FileToStore, { width, height }: MediaFacts): Promise<void> {
  const problem = await lookWhole(file, { strict: false })
  if (problem !== undefined) throw new UnacceptableFileError('broken', problem)
  // These tell it at their very beginning; a JPEG may have so much in front that it was not measured.
  if (/^image\/(png|webp)$/.test(file.mediaType) && !(Number(width) > 0 && Number(height) > 0))
    throw new UnacceptableFileError('broken', 'the picture tells no size that can be read')
}
