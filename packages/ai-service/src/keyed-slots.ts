import { Slots } from './runner/slots.ts'

/** At most `size` pieces of work at once for each key; the others wait their turn. */
export class KeyedSlots {
  readonly #size: number
  readonly #slots = new Map<string, Slots>()

  constructor(size: number) {
    this.#size = size
  }

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const slots = this.#slots.get(key) ?? new Slots(this.#size)
    this.#slots.set(key, slots)
    await slots.acquire()
    try {
      return await work()
    } finally {
      slots.release()
      if (slots.used === 0) this.#slots.delete(key)
    }
  }
}
