import { open } from 'node:fs/promises'
import type { FileToStore } from '../../storage/storage.ts'
import { own } from '../own-failure.ts'
import { FileWindow } from './file-window.ts'
import { lookAtMp4, lookAtWebm } from './films.ts'
import { lookAtJpeg, lookAtPng, lookAtWebp } from './images.ts'
import { lookAtGlb, lookAtZip } from './others.ts'
import type { Look, LookOptions } from './problems.ts'
import { lookAtFlac, lookAtMpeg, lookAtOgg, lookAtWav } from './sounds.ts'

/** Words and AAC have no end that could be missed. */
const LOOKS: Readonly<Record<string, Look>> = {
  'image/png': lookAtPng,
  'image/jpeg': lookAtJpeg,
  'image/webp': lookAtWebp,
  'video/mp4': lookAtMp4,
  'video/webm': lookAtWebm,
  'audio/wav': lookAtWav,
  'audio/mpeg': lookAtMpeg,
  'audio/flac': lookAtFlac,
  'audio/ogg': lookAtOgg,
  'model/gltf-binary': lookAtGlb,
  'application/zip': lookAtZip,
}

/**
 * Whether all of a file is there, by what its format says about itself: nothing is decoded, and files of any size take
 * the same memory.
 *
 * @returns what is wrong; undefined when nothing is
 * @throws OwnFailureError when the file can't be read
 */
export async function lookWhole(file: FileToStore, options: LookOptions): Promise<string | undefined> {
  const look = LOOKS[file.mediaType]
  if (look === undefined) return undefined
  return own(async () => {
    const handle = await open(file.path, 'r')
    try {
      return await look(new FileWindow(handle, file.bytes), options)
    } finally {
      await handle.close()
    }
  })
}
