/** Slots that one vendor alone may use, and those that any vendor may use. */
export interface Room {
  reserved: ReadonlyMap<string, number>
  shared: number
}

/**
 * Divides the jobs that a worker may have in hand: half of the slots are reserved, the same number for each vendor, half are
 * for whoever comes. So a vendor that hangs may fill the shared half, and the others still have their own.
 */
export class Bulkhead {
  readonly #size: number
  readonly #reserve: number
  readonly #used = new Map<string, number>()

  constructor(size: number, vendors: readonly string[]) {
    this.#size = size
    this.#reserve = Math.floor(size / 2 / Math.max(1, vendors.length))
    for (const vendor of vendors) this.#used.set(vendor, 0)
  }

  get used(): number {
    return sum(this.#used.values())
  }

  room(): Room {
    const reserved = new Map<string, number>()
    let shared = this.#size - this.#reserve * this.#used.size
    for (const [vendor, used] of this.#used) {
      reserved.set(vendor, Math.max(0, this.#reserve - used))
      shared -= Math.max(0, used - this.#reserve)
    }
    return { reserved, shared: Math.max(0, shared) }
  }

  take(vendor: string): void {
    this.#used.set(vendor, (this.#used.get(vendor) ?? 0) + 1)
  }

  release(vendor: string): void {
    this.#used.set(vendor, (this.#used.get(vendor) ?? 0) - 1)
  }
}

/** The most that could be taken at once. */
export function sizeOf({ reserved, shared }: Room): number {
  return sum(reserved.values()) + shared
}

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}
