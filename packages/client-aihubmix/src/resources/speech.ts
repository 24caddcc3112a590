/** Fields of `POST /v1/audio/speech`. */
export interface GenerateSpeechParams {
  /** `tts-1`, `tts-1-hd`, `gpt-4o-mini-tts`… */
  model: string
  /** Up to 4096 characters. */
  input: string
  /** `alloy`, `nova`…; Gemini models have names of their own. */
  voice: string
  /** How to speak. Not for tts-1 and tts-1-hd. */
  instructions?: string | undefined
  /** Default `mp3`. `pcm` is 24 kHz, 16 bits, mono, without a header. */
  response_format?: SpeechFormat | undefined
  /** 0.25 to 4. Default 1. */
  speed?: number | undefined
}

export type SpeechFormat = 'mp3' | 'opus' | 'aac' | 'flac' | 'wav' | 'pcm'

export interface Speech {
  bytes: Uint8Array
  mediaType: string
}

const MEDIA_TYPES: Readonly<Record<SpeechFormat, string>> = {
  mp3: 'audio/mpeg',
  opus: 'audio/ogg',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
}

/** Content types of a gateway are not to be trusted: the format asked for decides. */
export function speechMediaType(format: SpeechFormat | undefined): string {
  return MEDIA_TYPES[format ?? 'mp3']
}
