import { text } from 'node:stream/consumers'
import type { CallOptions, ServerSentEvent } from '../../src/index.ts'
import { WeatherClient } from '../helpers/weather-client.ts'

/** Far more than the buffers of a socket hold. */
const LARGE_BODY_BYTES = 24 * 1024 * 1024
const MAX_MAP_BYTES = 100_000

export class FaultClient extends WeatherClient {
  /** Costs money. */
  orderEvents(options: CallOptions): AsyncGenerator<ServerSentEvent> {
    return this.streamEvents('POST', '/chat', { json: {}, billable: true, options })
  }

  /** Costs money. */
  async upload(options: CallOptions): Promise<string> {
    const headers = { 'content-type': 'image/png' }
    const body = new Uint8Array(LARGE_BODY_BYTES)
    const reply = await this.request('POST', '/upload', { body, headers, billable: true, options })
    return reply.bytes.toString()
  }

  link(address: string, options: CallOptions): Promise<{ stream: NodeJS.ReadableStream }> {
    return this.openUrl(address, options)
  }
}

export interface CallInput {
  client: FaultClient
  options: CallOptions
  link: string
}

/** Every way to call; each resolves with what the caller gets, read to its end. */
export const calls = {
  /** JSON, free of charge. */
  read: ({ client, options }) => client.getForecast('x', options),
  /** JSON, paid. */
  pay: ({ client, options }) => client.orderForecast('x', options),
  bytes: async ({ client, options }) => (await client.getMap(options, MAX_MAP_BYTES)).bytes.toString(),
  file: async ({ client, options }) => text((await client.openMap(options)).stream),
  /** Paid. */
  events: async ({ client, options }) => {
    const all: string[] = []
    for await (const { data } of client.orderEvents(options)) all.push(data)
    return all
  },
  link: async ({ client, options, link }) => text((await client.link(link, options)).stream),
  /** Paid, with a large body. */
  upload: ({ client, options }) => client.upload(options),
} satisfies Record<string, (input: CallInput) => Promise<unknown>>

export type CallName = keyof typeof calls
