import type { FileWindow } from './file-window.ts'
import { readBox, readElement } from './films.ts'
import { PAGE_HEAD_BYTES, readPageEnd, skipTags, STREAM_INFO_BYTES } from './sounds.ts'

export const TOO_SHORT = 'the file is too short to hold anything'

/** Bytes of the shortest MPEG frame: 8 kbit/s at 24 kHz. */
const SHORTEST_FRAME_BYTES = 24
const ADTS_HEAD_BYTES = 7

/** How many bytes a file has at least that holds something: its first piece whole, and the head of what has to follow. */
const LEAST: Readonly<Record<string, (file: FileWindow) => number | Promise<number>>> = {
  'video/mp4': async (file) => Math.max((await readBox(file, 0)).end, 16) + 8,
  'video/webm': async (file) => {
    const { headBytes, length = 0 } = readElement(await file.read(0, 12)) ?? { headBytes: 12 }
    return headBytes + length + 5
  },
  // The head of all, a chunk about the samples, the head of theirs, a sample.
  'audio/wav': () => 12 + (8 + 16) + 8 + 1,
  'audio/mpeg': async (file) => (await skipTags(file)) + SHORTEST_FRAME_BYTES,
  'audio/aac': async (file) => {
    const head = await file.read(0, ADTS_HEAD_BYTES)
    if (head.length < ADTS_HEAD_BYTES) return Infinity
    return Math.max((head.readUIntBE(3, 3) >> 5) & 0x1fff, ADTS_HEAD_BYTES + 1)
  },
  'audio/flac': () => 4 + 4 + STREAM_INFO_BYTES + 2,
  'audio/ogg': async (file) => ((await readPageEnd(file, 0)) ?? PAGE_HEAD_BYTES) + PAGE_HEAD_BYTES,
  'model/gltf-binary': () => 12 + 8 + 4,
}

/** Whether a file ends before it could hold anything, whatever its head promises. */
export async function isTooShort(file: FileWindow, mediaType: string): Promise<boolean> {
  const least = await LEAST[mediaType]?.(file)
  return least !== undefined && file.size < least
}
