import { encodeSilentAac } from './aac.ts'
import { encodeSilentFlac } from './flac.ts'
import { encodeSilentMp3 } from './mp3.ts'
import { encodeSilentOpus } from './opus.ts'
import { encodePcm, encodeWav } from './wav.ts'

export const SPEECH_FORMATS = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'] as const

const FORMATS: Record<
  (typeof SPEECH_FORMATS)[number],
  { encode: (seconds: number) => Uint8Array<ArrayBuffer>; mediaType: string }
> = {
  mp3: { encode: encodeSilentMp3, mediaType: 'audio/mpeg' },
  opus: { encode: encodeSilentOpus, mediaType: 'audio/ogg' },
  aac: { encode: encodeSilentAac, mediaType: 'audio/aac' },
  flac: { encode: encodeSilentFlac, mediaType: 'audio/flac' },
  wav: { encode: encodeWav, mediaType: 'audio/wav' },
  pcm: { encode: encodePcm, mediaType: 'audio/pcm' },
}

/** A tone where samples are written as they are, silence where they are compressed. */
export function encodeSpeech(
  format: (typeof SPEECH_FORMATS)[number],
  seconds: number,
): { bytes: Uint8Array<ArrayBuffer>; mediaType: string } {
  const { encode, mediaType } = FORMATS[format]
  return { bytes: encode(seconds), mediaType }
}
