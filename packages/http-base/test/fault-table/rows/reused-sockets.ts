import { expect } from 'vitest'
import { chunk, chunkedHead, BLUE, jsonAnswer } from '../http-bytes.ts'
import { manyTurns, type Exchange, type RawVendor } from '../raw-vendor.ts'
import { LOST_EARLY, type FaultRow } from '../row.ts'
import type { FaultClient } from '../calls.ts'

const blue = { sky: 'blue' }
const poison = jsonAnswer('{"sky":"poison"}')
const first = (client: FaultClient) => client.getForecast('first')
const settled = async (client: FaultClient): Promise<void> => {
  await first(client)
  await manyTurns(200)
}

/** The first request is answered in a bad way, each later one well. */
const firstly =
  (bad: (exchange: Exchange) => void) =>
  (exchange: Exchange): void => {
    if (exchange.number === 1) bad(exchange)
    else exchange.send(BLUE)
  }
const connectionsUsed =
  (count: number) =>
  (vendor: RawVendor): void =>
    expect(new Set(vendor.seen.map(({ connection }) => connection)).size).toBe(count)

export const reusedSockets: FaultRow[] = [
  {
    name: 'a good answer leaves a socket for the next call',
    vendor: { request: ({ send }) => send(BLUE) },
    before: first,
    after: connectionsUsed(1),
    calls: { read: { value: blue, requests: 1 }, pay: { value: blue, requests: 1 } },
  },
  {
    name: 'a reset when the socket is used again',
    vendor: { request: ({ number, send, reset }) => (number === 2 ? reset() : send(BLUE)) },
    before: first,
    after: (vendor) => expect(vendor.seen[1]?.connection).toBe(1),
    calls: {
      read: { value: blue, requests: 2 },
      pay: { ...LOST_EARLY, retryable: false, requests: 1 },
      events: { ...LOST_EARLY, retryable: false, requests: 1 },
    },
  },
  {
    name: 'a goodbye when the socket is used again',
    vendor: { request: ({ number, send, end }) => (number === 2 ? end() : send(BLUE)) },
    before: first,
    calls: {
      read: { value: blue, requests: 2 },
      pay: { ...LOST_EARLY, retryable: false, requests: 1 },
    },
  },
  {
    name: 'a goodbye while the socket is idle',
    vendor: {
      request: ({ send, later, end }) => {
        send(BLUE)
        later(() => end())
      },
    },
    before: settled,
    after: connectionsUsed(2),
    calls: { read: { value: blue, requests: 1 }, pay: { value: blue, requests: 1 } },
  },
  {
    name: 'a second answer right behind the first',
    vendor: { request: firstly(({ send }) => send(Buffer.concat([BLUE, poison]))) },
    before: first,
    after: connectionsUsed(2),
    calls: { read: { value: blue, requests: 1 }, pay: { value: blue, requests: 1 } },
  },
  {
    name: 'a second answer while the socket is idle',
    vendor: {
      request: firstly(({ send, later }) => {
        send(BLUE)
        later(() => send(poison))
      }),
    },
    before: settled,
    after: connectionsUsed(2),
    calls: { read: { value: blue, requests: 1 }, pay: { value: blue, requests: 1 } },
  },
  {
    name: 'H142 bytes behind the announced length',
    vendor: { request: firstly(({ send }) => send(Buffer.concat([BLUE, Buffer.from('{"sky":"poison"}')]))) },
    before: first,
    after: connectionsUsed(2),
    calls: { read: { value: blue, requests: 1 }, pay: { value: blue, requests: 1 } },
  },
  {
    name: 'H142a bytes behind the last chunk',
    vendor: {
      request: firstly(({ send }) =>
        send(
          Buffer.concat([
            chunkedHead('application/json'),
            Buffer.from(`${chunk('{"sky":"blue"}')}0\r\n\r\nrubbish`),
          ]),
        ),
      ),
    },
    before: first,
    after: connectionsUsed(2),
    calls: { read: { value: blue, requests: 1 } },
  },
  {
    name: 'a stream that was left in the middle is not used again',
    vendor: {
      request: firstly(({ send }) =>
        send(
          'HTTP/1.1 200 OK\r\ncontent-type: image/png\r\ncontent-length: 40\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{"sky":"no"}',
        ),
      ),
    },
    before: async (client) => void (await client.openMap()).stream.destroy(),
    after: connectionsUsed(2),
    calls: { read: { value: blue, requests: 1 } },
  },
  {
    name: 'every socket is taken by a call that hangs',
    vendor: {},
    options: { pool: { maxSockets: 1 } },
    before: async (client, vendor) => {
      const hanging = client.getForecast('first', { maxAttempts: 1, timeout: { totalMs: 300 } })
      hanging.catch(() => undefined)
      while (vendor.seen.length === 0) await manyTurns(1)
    },
    callOptions: { maxAttempts: 1, timeout: { totalMs: 60 } },
    calls: {
      pay: {
        code: 'timeout',
        limit: 'total',
        phase: 'not_sent',
        disposition: 'not_sent',
        retryable: true,
        requests: 0,
      },
    },
  },
]
