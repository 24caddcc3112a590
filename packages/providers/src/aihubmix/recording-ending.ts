const BY_TYPE: Readonly<Record<string, string>> = {
  'audio/flac': 'flac',
  'audio/x-flac': 'flac',
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/m4a': 'm4a',
  'video/mp4': 'mp4',
  'video/mpeg': 'mpeg',
  'audio/ogg': 'ogg',
  'audio/opus': 'ogg',
  'application/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/vnd.wave': 'wav',
  'audio/webm': 'webm',
  'video/webm': 'webm',
}

const BY_FIRST_BYTES: readonly [at: number, bytes: string, ending: string][] = [
  [0, 'fLaC', 'flac'],
  [0, 'OggS', 'ogg'],
  [0, 'ID3', 'mp3'],
  [0, '\xff\xfb', 'mp3'],
  [0, '\x1aE\xdf\xa3', 'webm'],
  [4, 'ftyp', 'mp4'],
  [8, 'WAVE', 'wav'],
]

/**
 * The ending that fits a recording, by its type or else by its first bytes. An empty one, which stands for a file that is
 * not read yet, fits any. Undefined for what the gateway does not hear.
 */
export function recordingEnding(bytes: Uint8Array, mediaType: string): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  const known = BY_FIRST_BYTES.find(([at, first]) => head.startsWith(first, at))
  return BY_TYPE[mediaType] ?? known?.[2] ?? (bytes.length === 0 ? 'mp3' : undefined)
}
