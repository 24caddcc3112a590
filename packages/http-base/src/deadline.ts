/** One signal for everything that may end an attempt early. */
export interface Deadline {
  signal: AbortSignal
  /** The limit on the whole attempt has passed. */
  readonly passed: boolean
  /** To be called when the attempt is over: leaves no timer and no listener behind. */
  end(): void
}

export function startDeadline(totalMs: number, caller: AbortSignal | undefined): Deadline {
  const controller = new AbortController()
  let passed = false
  const timer = setTimeout(() => {
    passed = true
    controller.abort()
  }, totalMs)
  const giveUp = (): void => controller.abort()
  if (caller?.aborted === true) giveUp()
  caller?.addEventListener('abort', giveUp, { once: true })
  return {
    signal: controller.signal,
    get passed() {
      return passed
    },
    end() {
      clearTimeout(timer)
      caller?.removeEventListener('abort', giveUp)
    },
  }
}
