import type { ProducedFile, StartResult } from '../../src/index.ts'

/** The files of work that came at once, all of it in the answer. */
export function inlineFiles(started: StartResult): ProducedFile[] {
  if (started.state !== 'completed') throw new Error('It is made later.')
  return started.files.map((file) => {
    if ('link' in file) throw new Error('It lies at the vendor.')
    return file
  })
}
