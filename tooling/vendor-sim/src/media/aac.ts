/** One silent AAC-LC frame of 1024 mono samples at 24 kHz. */
const PAYLOAD = Buffer.from([0x00, 0xc8, 0x00, 0x80, 0x23, 0x80])
const SECONDS_PER_FRAME = 1024 / 24_000

/** ADTS stream: a 7-byte head before every frame. */
export function encodeSilentAac(seconds: number): Uint8Array<ArrayBuffer> {
  const length = PAYLOAD.length + 7
  // MPEG-4, no checksum; LC, sampling index 6 (24 kHz), one channel; frame length; buffer "variable".
  const head = Buffer.from([
    0xff,
    0xf1,
    0x58,
    0x40 | (length >> 11),
    (length >> 3) & 0xff,
    ((length & 7) << 5) | 0x1f,
    0xfc,
  ])
  const frame = Buffer.concat([head, PAYLOAD])
  const count = Math.max(1, Math.round(seconds / SECONDS_PER_FRAME))
  return new Uint8Array(Buffer.concat(Array.from({ length: count }, () => frame)))
}
