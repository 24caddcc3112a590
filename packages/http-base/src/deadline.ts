/** Everything that may end an attempt early: a signal of its own would cost more with each call than all of this. */
export interface Deadline {
  /** The caller has given up, or the limit has passed. */
  readonly stopped: boolean
  /** The limit on the whole attempt has passed. */
  readonly passed: boolean
  /** Calls `stop` once, at once where it has stopped already. Whoever comes later is called too. */
  onStop(stop: () => void): void
  /** To be called when the attempt is over: leaves no timer and no listener behind. */
  end(): void
}

export function startDeadline(totalMs: number, caller: AbortSignal | undefined): Deadline {
  return new RunningDeadline(totalMs, caller)
}

class RunningDeadline implements Deadline {
  stopped = false
  passed = false
  readonly #caller: AbortSignal | undefined
  readonly #timer: NodeJS.Timeout
  readonly #waiting: (() => void)[] = []
  readonly #stop = (): void => {
    if (this.stopped) return
    this.stopped = true
    for (const stop of this.#waiting.splice(0)) stop()
  }

  constructor(totalMs: number, caller: AbortSignal | undefined) {
    this.#caller = caller
    this.#timer = setTimeout(() => {
      this.passed = !this.stopped
      this.#stop()
    }, totalMs)
    if (caller?.aborted === true) this.#stop()
    else caller?.addEventListener('abort', this.#stop, { once: true })
  }

  onStop(stop: () => void): void {
    if (this.stopped) stop()
    else this.#waiting.push(stop)
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#caller?.removeEventListener('abort', this.#stop)
  }
}
