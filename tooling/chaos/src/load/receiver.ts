import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import type { Random } from '../random.ts'

export interface HeardEvent {
  accountId: string
  webhookId: string
  jobId: string
  sequence: number
  data: Record<string, unknown>
  body: string
}

/** Hears webhooks, and is out of order now and then. */
export class Receiver {
  readonly heard: HeardEvent[] = []
  /** Calls whose signature an independent library did not accept. */
  readonly badSignatures: string[] = []
  /** By account. */
  readonly secrets = new Map<string, string>()
  failing = false
  readonly #random: Random
  readonly #server: Server

  private constructor(random: Random) {
    this.#random = random
    this.#server = createServer((request, response) => {
      buffer(request).then(
        (body) => this.#take(String(request.url), request.headers, body.toString(), response),
        () => undefined,
      )
    })
  }

  static async start(random: Random): Promise<Receiver> {
    const receiver = new Receiver(random)
    receiver.#server.listen(0, '127.0.0.1')
    await once(receiver.#server, 'listening')
    return receiver
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hooks`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #take(path: string, headers: NodeJS.Dict<string | string[]>, body: string, response: ServerResponse): void {
    // Some fail before they have looked, some after.
    const mood = this.failing ? this.#random.next() : 1
    if (mood < 0.1) return void response.writeHead(500).end()
    if (mood < 0.15) return void response.destroy()
    this.#keep(path.split('/').at(-1) ?? '', headers, body)
    if (mood < 0.2) return void response.destroy()
    if (mood < 0.22) return
    response.writeHead(204).end()
  }

  #keep(accountId: string, headers: NodeJS.Dict<string | string[]>, body: string): void {
    try {
      const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
      new Webhook(this.secrets.get(accountId) ?? '').verify(body, plain)
      const data: Record<string, unknown> = JSON.parse(body).data
      this.heard.push({
        accountId,
        webhookId: String(headers['webhook-id']),
        jobId: String(data['id']),
        sequence: Number(data['sequence']),
        data,
        body,
      })
    } catch (error) {
      this.badSignatures.push(`${String(headers['webhook-id'])}: ${String(error)}`)
    }
  }
}
