import { open } from 'node:fs/promises'
import type { FileToStore } from '../../storage/storage.ts'
import { own } from '../own-failure.ts'
import { FileWindow } from './file-window.ts'
import { lookAtMp4, lookAtWebm } from './films.ts'
import { lookAtJpeg, lookAtPng, lookAtWebp } from './images.ts'
import { isTooShort, TOO_SHORT } from './least.ts'
import { lookAtGlb, lookAtZip } from './others.ts'
import type { Look, LookOptions } from './problems.ts'
import { lookAtFlac, lookAtMpeg, lookAtOgg, lookAtWav } from './sounds.ts'

/** Words and AAC have no end that could be missed; AAC has a beginning: see `isTooShort`. */
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
  return inside(file, async (window) => {
    if (await isTooShort(window, file.mediaType)) return TOO_SHORT
    return look?.(window, options)
  })
}

/**
 * Whether there can be anything in a file at all. Of what strangers bring no more is asked, pictures apart: a recording that was
 * broken off can still be written down.
 *
 * @returns and throws as `lookWhole`
 */
export async function lookForAnything(file: FileToStore): Promise<string | undefined> {
  return inside(file, async (window) => ((await isTooShort(window, file.mediaType)) ? TOO_SHORT : undefined))
}

async function inside<T>({ path, bytes }: FileToStore, look: (file: FileWindow) => Promise<T>): Promise<T> {
  return own(async () => {
    const handle = await open(path, 'r')
    try {
      return await look(new FileWindow(handle, bytes))
    } finally {
      await handle.close()
    }
  })
}
