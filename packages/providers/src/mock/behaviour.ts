import { createHash } from 'node:crypto'
import { abortable } from './abortable.ts'
import { failed, hang, pause, refused, replyLost, throttled } from './faults.ts'
import { Memory } from './memory.ts'
import type { Script } from './scenario.ts'

/** How much longer everything takes that is slow on purpose. */
export const SLOW_FACTOR = 4

/** Plays the scenarios that happen before or in place of an answer. */
export class Behaviour {
  readonly #throttled = new Memory()
  readonly #taskMs: number

  constructor({ taskMs }: { taskMs: number }) {
    this.#taskMs = taskMs
  }

  /**
   * What happens before the mock takes a call.
   * @throws ProviderError throttled, or `content_refused`
   */
  accept({ scenarios }: Script, call: object): void {
    if (scenarios.includes('throttled_always')) throw throttled()
    if (scenarios.includes('throttled')) {
      const key = createHash('sha256').update(JSON.stringify(call)).digest('base64')
      if (!this.#throttled.delete(key)) {
        this.#throttled.add(key)
        throw throttled()
      }
    }
    if (scenarios.includes('refuse')) throw refused()
  }

  /** Answers at once, or as badly as the script says. */
  async answer<T>(script: Script, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    await this.prepare(script, signal)
    if (script.scenarios.includes('stuck')) await hang(signal)
    const made = await abortable(signal, work)
    if (script.scenarios.includes('lost_reply')) throw replyLost()
    return made
  }

  /** What comes before the first word of an answer. */
  async prepare({ scenarios }: Script, signal: AbortSignal | undefined): Promise<void> {
    if (scenarios.includes('slow')) await pause(this.#taskMs * SLOW_FACTOR, signal)
    if (scenarios.includes('fail')) throw failed()
  }

  /** What breaks a stream in its middle. */
  async interrupt({ scenarios }: Script, signal: AbortSignal | undefined): Promise<void> {
    if (scenarios.includes('lost_reply')) throw replyLost()
    if (scenarios.includes('stuck')) await hang(signal)
  }
}
