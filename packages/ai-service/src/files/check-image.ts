import type { FileToStore } from '../storage/storage.ts'
import type { MediaFacts } from './measure.ts'
import { UnacceptableFileError } from './unacceptable-file.ts'
import { lookWhole } from './whole/look-whole.ts'

/** Larger pictures are a weapon against whoever decodes them. */
const MAX_PIXELS = 50_000_000

/**
 * A picture that somebody brings is whole, has a size, and is not huge. Other files pass.
 *
 * @throws UnacceptableFileError
 */
export async function checkImage(file: FileToStore, { width, height }: MediaFacts): Promise<void> {
  if (!file.mediaType.startsWith('image/')) return
  if (width === null || height === null || width < 1 || height < 1)
    throw broken('the picture tells no size that can be read')
  if (width * height > MAX_PIXELS)
    throw broken(`the picture has ${width} × ${height} pixels, at most ${MAX_PIXELS} are accepted`)
  const problem = await lookWhole(file, { strict: true })
  if (problem !== undefined) throw broken(problem)
}

const broken = (message: string) => new UnacceptableFileError('broken', message)
