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
  'text/plain': 'txt',
  'text/vtt': 'vtt',
  'application/x-subrip': 'srt',
  'application/json': 'json',
  'application/zip': 'zip',
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
  // Pictures come in the same box.
  if (ascii(4, 8) === 'ftyp')
    return /^(avi[fs]|hei[cfmsx]|hev[cmsx]|mif1|msf1|jxl )/.test(ascii(8, 12)) ? undefined : 'video/mp4'
  if (head.subarray(0, 4).equals(Buffer.from('1a45dfa3', 'hex')) && ascii(0, 64).includes('webm'))
    return 'video/webm'
  if (ascii(0, 4) === 'PK\x03\x04') return 'application/zip'
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

/**
 * The type of words that were asked for: a transcript, subtitles, or JSON about them. Undefined when it is no text. Only
 * for jobs that make words: elsewhere text in place of a file is an error that somebody dressed up.
 */
export function detectTextType(text: Buffer): string | undefined {
  const words = decodeUtf8(text)
  if (words === undefined || text.some(isControl)) return undefined
  if (/^\uFEFF?WEBVTT(\s|$)/.test(words)) return 'text/vtt'
  if (/^\s*\d+\r?\n\d{2}:\d{2}:\d{2},\d{3} --> /.test(words)) return 'application/x-subrip'
  return isJson(words) ? 'application/json' : 'text/plain'
}

/** Other than white space. */
function isControl(byte: number): boolean {
  return byte < 0x09 || (byte > 0x0d && byte < 0x20)
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
