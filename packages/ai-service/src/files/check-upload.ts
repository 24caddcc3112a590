import type { FileToStore } from '../storage/storage.ts'
import type { MediaFacts } from './measure.ts'
import { UnacceptableFileError } from './unacceptable-file.ts'
import { lookForAnything, lookWhole } from './whole/look-whole.ts'

/** Larger pictures are a weapon against whoever decodes them. */
const MAX_PIXELS = 50_000_000

/**
 * A picture that somebody brings is whole, has a size, and is not huge. Of films, sounds and models something has to be there.
 *
 * @throws UnacceptableFileError
 */
export async function checkUpload(file: FileToStore, facts: MediaFacts): Promise<void> {
  const isPicture = file.mediaType.startsWith('image/')
  if (isPicture) checkSize(facts)
  const problem = isPicture ? await lookWhole(file, { strict: true }) : await lookForAnything(file)
  if (problem !== undefined) throw broken(problem)
}

function checkSize({ width, height }: MediaFacts): void {
  if (width === null || height === null || width < 1 || height < 1)
    throw broken('the picture tells no size that can be read')
  if (width * height > MAX_PIXELS)
    throw broken(`the picture has ${width} × ${height} pixels, at most ${MAX_PIXELS} are accepted`)
}

const broken = (message: string) => new UnacceptableFileError('broken', message)
