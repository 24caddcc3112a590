/** The least that a source has to give. */
export interface PaceLimits {
  /** Looked at over windows of this length. Default 30 seconds. */
  windowMs: number
  /** Default 100,000. */
  bytesPerSecond: number
  /** Waiting for all of it. Default 15 minutes. */
  totalMs: number
}

export const PACE: PaceLimits = { windowMs: 30_000, bytesPerSecond: 100_000, totalMs: 900_000 }

/** What came was too little for the time. */
export class TooSlowError extends Error {
  override readonly name = 'TooSlowError'
}

/** Watches a source while it is waited for; the time that our own disk takes is not held against it. */
export class Pace {
  readonly #limits: PaceLimits
  readonly #timer: NodeJS.Timeout
  #waitingSince: number | undefined
  #waitedMs = 0
  #windowMs = 0
  #windowBytes = 0

  constructor(limits: PaceLimits, stop: (error: TooSlowError) => void) {
    this.#limits = limits
    this.#timer = setInterval(() => {
      const error = this.#look()
      if (error !== undefined) stop(error)
    }, limits.windowMs / 10)
  }

  /** From here on the source is waited for. */
  wait(): void {
    this.#waitingSince = performance.now()
  }

  came(bytes: number): void {
    this.#count()
    this.#waitingSince = undefined
    this.#windowBytes += bytes
  }

  end(): void {
    clearInterval(this.#timer)
  }

  #look(): TooSlowError | undefined {
    const { windowMs, bytesPerSecond, totalMs } = this.#limits
    this.#count()
    if (this.#waitedMs > totalMs) return new TooSlowError(`not complete after ${totalMs} ms`)
    if (this.#windowMs < windowMs) return undefined
    const enough = (bytesPerSecond * this.#windowMs) / 1_000
    if (this.#windowBytes < enough) return new TooSlowError(`${this.#windowBytes} bytes in ${windowMs} ms`)
    this.#windowMs = 0
    this.#windowBytes = 0
    return undefined
  }

  #count(): void {
    if (this.#waitingSince === undefined) return
    const now = performance.now()
    this.#waitedMs += now - this.#waitingSince
    this.#windowMs += now - this.#waitingSince
    this.#waitingSince = now
  }
}
