import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Load, Measured } from './load/main.ts'
import { cpuMsOf } from './processes.ts'

export interface Cost extends Measured {
  /** Of the gateway's process, for each request. Milliseconds. */
  cpu: number
}

interface Told {
  begun?: true
  ended?: true
  error?: string
  measured?: Measured
}

/** A process that asks, so that its work is not counted and does not wait for what it asks. */
export class LoadProcess {
  readonly #child: ChildProcess

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  static async start(): Promise<LoadProcess> {
    const child = fork(new URL('load/main.ts', import.meta.url))
    await once(child, 'message')
    return new LoadProcess(child)
  }

  run(load: Load, gatewayPid: number): Promise<Cost> {
    return new Promise((resolve, reject) => {
      let before = 0
      let after = 0
      const hear = ({ begun, ended, error, measured }: Told): void => {
        if (begun) before = cpuMsOf(gatewayPid)
        if (ended) after = cpuMsOf(gatewayPid)
        if (error === undefined && measured === undefined) return
        this.#child.off('message', hear)
        if (measured) resolve({ ...measured, cpu: (after - before) / measured.requests })
        else reject(new Error(error))
      }
      this.#child.on('message', hear)
      this.#child.send(load)
    })
  }

  stop(): void {
    this.#child.disconnect()
  }
}

/** Of several rounds: each value apart. */
export function median(costs: readonly Cost[]): Cost {
  const of = (pick: (cost: Cost) => number): number => {
    const sorted = costs.map(pick).toSorted((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 2)] ?? 0
  }
  return {
    requests: of(({ requests }) => requests),
    seconds: of(({ seconds }) => seconds),
    p50: of(({ p50 }) => p50),
    p99: of(({ p99 }) => p99),
    first50: of(({ first50 }) => first50),
    first99: of(({ first99 }) => first99),
    events: of(({ events }) => events),
    cpu: of(({ cpu }) => cpu),
  }
}
