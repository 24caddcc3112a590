/** Bits into bytes; the two orders in use differ by format. */
export class BitWriter {
  readonly #bits: number[] = []

  /** Most significant bit first, as JPEG has it. */
  high(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit -= 1) this.#bits.push((value >> bit) & 1)
  }

  /** Least significant bit first, as WebP has it. */
  low(value: number, count: number): void {
    for (let bit = 0; bit < count; bit += 1) this.#bits.push((value >> bit) & 1)
  }

  /** Packed in the order they were written; the last byte is filled with `pad`. */
  bytes(order: 'high' | 'low', pad: 0 | 1): Buffer {
    const packed = Buffer.alloc(Math.ceil(this.#bits.length / 8))
    for (let index = 0; index < packed.length * 8; index += 1) {
      const bit = this.#bits[index] ?? pad
      const place = order === 'high' ? 7 - (index % 8) : index % 8
      packed[index >> 3] = (packed[index >> 3] ?? 0) | (bit << place)
    }
    return packed
  }
}
