import { setTimeout as sleep } from 'node:timers/promises'

/** Resolves when `url` answers 200; rejects only when aborted. */
export async function waitUntilReady(url: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const reply = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(2_000)]) }).catch(
      () => undefined,
    )
    await reply?.body?.cancel()
    if (reply?.status === 200) return
    // Cut short by an abort, the next round throws its reason.
    await sleep(50, undefined, { signal }).catch(() => {})
  }
}
