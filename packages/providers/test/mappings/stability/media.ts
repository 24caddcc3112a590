import type { MediaRole } from '../../../src/index.ts'

/** Three bytes are enough: the mapper doesn't look into files. */
const BYTES = { type: 'Buffer', data: [0, 1, 2] }

export const picture = (role?: MediaRole): { url: string; role?: MediaRole } => ({
  url: 'data:image/png;base64,AAEC',
  ...(role && { role }),
})
export const recording = { url: 'data:audio/mpeg;base64,AAEC' }

/** What becomes of them. */
export const sentPicture = { bytes: BYTES, mediaType: 'image/png', filename: 'image.png' }
export const sentRecording = { bytes: BYTES, mediaType: 'audio/mpeg', filename: 'audio.mp3' }
