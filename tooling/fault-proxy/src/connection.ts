import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Behaviour, Cut, Flow } from './behaviour.ts'
import type { ReplyCutter } from './reply-cuts.ts'

/** One caller and its line to the server. */
export class Connection {
  readonly #caller: Socket
  readonly #server: Socket
  readonly #behaviour: () => Behaviour
  readonly #cutter: ReplyCutter
  readonly #passed = { up: 0, down: 0 }
  readonly closed: Promise<void>

  constructor(caller: Socket, server: Socket, behaviour: () => Behaviour, cutter: ReplyCutter) {
    this.#caller = caller
    this.#server = server
    this.#behaviour = behaviour
    this.#cutter = cutter
    for (const socket of [caller, server]) socket.setNoDelay(true)
    this.closed = Promise.all([this.#pump(caller, server, 'up'), this.#pump(server, caller, 'down')]).then(
      () => this.cut('end'),
    )
  }

  cut(how: Cut): void {
    for (const socket of [this.#caller, this.#server]) {
      if (how === 'reset' && !socket.destroyed && !socket.connecting) socket.resetAndDestroy()
      else socket.destroy()
    }
  }

  async #pump(from: Socket, to: Socket, side: 'up' | 'down'): Promise<void> {
    try {
      for await (const piece of from) {
        if (Buffer.isBuffer(piece) && !(await this.#pass(piece, to, side))) return
      }
      if (this.#flow(side).blackHole !== true) to.end()
    } catch {
      // One side broke off: so does the other.
      this.cut('reset')
    }
  }

  #flow(side: 'up' | 'down'): Flow {
    return this.#behaviour()[side] ?? {}
  }

  /** False when the connection has ended over it. */
  async #pass(piece: Buffer, to: Socket, side: 'up' | 'down'): Promise<boolean> {
    const { answer } = this.#behaviour()
    if (side === 'up') {
      if (answer !== undefined) return this.#answerWith(answer)
      this.#cutter.fromClient(piece)
    } else {
      const fate = this.#cutter.fromServer(piece)
      if (fate === 'swallow') return true
      if (fate === 'cut') return this.#end('reset')
    }
    const flow = this.#flow(side)
    await wait(flow.delayMs ?? 0)
    // Asked again: the wait may have been long.
    const { blackHole, cutAfterBytes, cut = 'reset', bytesPerSecond } = this.#flow(side)
    if (blackHole === true) return true
    const room = (cutAfterBytes ?? Infinity) - this.#passed[side]
    const part = piece.length > room ? piece.subarray(0, Math.max(0, room)) : piece
    this.#passed[side] += part.length
    await this.#write(part, to, bytesPerSecond)
    return piece.length > room ? this.#end(cut) : true
  }

  async #write(part: Buffer, to: Socket, bytesPerSecond: number | undefined): Promise<void> {
    const size = bytesPerSecond === undefined ? part.length : Math.max(1, Math.ceil(bytesPerSecond / 20))
    for (let start = 0; start < part.length; start += size) {
      if (to.destroyed) return
      const free = to.write(part.subarray(start, start + size))
      if (bytesPerSecond !== undefined) await wait((size / bytesPerSecond) * 1_000)
      else if (!free) await drained(to)
    }
  }

  #answerWith(answer: string): false {
    this.#caller.end(answer)
    this.#server.destroy()
    return false
  }

  #end(how: Cut): false {
    this.cut(how)
    return false
  }
}

const wait = async (milliseconds: number): Promise<void> => {
  if (milliseconds > 0) await sleep(milliseconds)
}

async function drained(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      socket.off('drain', done).off('close', done)
      resolve()
    }
    socket.on('drain', done).on('close', done)
  })
}
