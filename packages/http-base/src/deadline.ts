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
  let passed = false
  let stopped = false
  const waiting: (() => void)[] = []
  const stop = (): void => {
    if (stopped) return
    stopped = true
    for (const one of waiting.splice(0)) one()
  }
  const timer = setTimeout(() => {
    passed = !stopped
    stop()
  }, totalMs)
  if (caller?.aborted === true) stop()
  else caller?.addEventListener('abort', stop, { once: true })
  return {
    get stopped() {
      return stopped
    },
    get passed() {
      return passed
    },
    onStop(one) {
      if (stopped) one()
      else waiting.push(one)
    },
    end() {
      clearTimeout(timer)
      caller?.removeEventListener('abort', stop)
    },
  }
}
