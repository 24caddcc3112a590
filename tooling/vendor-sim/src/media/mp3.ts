/** MPEG-2 layer III, 32 kbit/s, 24 kHz, mono: 96 bytes hold 576 samples. All zero after the head is silence. */
const FRAME = Buffer.concat([Buffer.from([0xff, 0xf3, 0x44, 0xc4]), Buffer.alloc(92)])
const SECONDS_PER_FRAME = 576 / 24_000

export function encodeSilentMp3(seconds: number): Uint8Array<ArrayBuffer> {
  const count = Math.max(1, Math.round(seconds / SECONDS_PER_FRAME))
  return new Uint8Array(Buffer.concat(Array.from({ length: count }, () => FRAME)))
}
