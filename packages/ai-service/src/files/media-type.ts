/** What may be kept and served. Everything else is refused, whatever it calls itself. */
export const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/ogg': 'ogg',
  'audio/aac': 'aac',
  'model/gltf-binary': 'glb',
}

/** Bytes that `detectMediaType` wants to see. */
export const HEAD_BYTES = 4_096

/** The type by looking at the first bytes; undefined when it is none that we keep. */
export function detectMediaType(head: Buffer): string | undefined {
  const ascii = (start: number, end: number) => head.toString('latin1', start, end)
  if (head.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png'
  if (head.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'image/jpeg'
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'image/webp'
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WAVE') return 'audio/wav'
  if (ascii(4, 8) === 'ftyp') return 'video/mp4'
  if (head.subarray(0, 4).equals(Buffer.from('1a45dfa3', 'hex')) && ascii(0, 64).includes('webm'))
    return 'video/webm'
  if (ascii(0, 4) === 'fLaC') return 'audio/flac'
  if (ascii(0, 4) === 'OggS') return 'audio/ogg'
  if (ascii(0, 4) === 'glTF') return 'model/gltf-binary'
  if (ascii(0, 3) === 'ID3') return 'audio/mpeg'
  // An MPEG audio frame: eleven set bits, layer III, no reserved version.
  const [first = 0, second = 0] = head
  if (first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) === 0x02 && (second & 0x18) !== 0x08)
    return 'audio/mpeg'
  // An ADTS frame: twelve set bits, layer 0.
  if (first === 0xff && (second & 0xf6) === 0xf0) return 'audio/aac'
  return undefined
}
