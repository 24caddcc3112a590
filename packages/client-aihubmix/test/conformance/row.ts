import type { Fault } from '@jointo/vendor-sim'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import type { AIHubMixClient } from '../../src/index.ts'

/** One method: what it puts on the wire, what it makes of the answer, and of one of the vendor's errors. */
export interface Row {
  /** As `listMethods` names it. */
  method: string
  /** Done before, on the same simulator: its result is `made` in the other fields. */
  prepare?: (client: AIHubMixClient) => Promise<string>
  call: (client: AIHubMixClient, made: string) => unknown
  /** How the caller is known. Default `bearer`; no other header may carry a secret. */
  auth?: 'bearer' | 'x-api-key' | 'x-goog-api-key' | 'manage' | 'none'
  request: (made: string) => {
    method: string
    path: string
    query?: object
    headers?: object
    body?: unknown
  }
  reply: unknown
  error: {
    fault: Fault
    expected: { code: string; status?: number; phase?: string; vendorCode?: string; disposition?: string }
    /** How often the call was sent. */
    requests: number
  }
}

/** Paid work is not sent again after it may have been taken. */
export const paidFault: Row['error'] = {
  fault: { status: 502 },
  expected: { code: 'http_status', status: 502, phase: 'replied', disposition: 'ambiguous' },
  requests: 1,
}

/** Reads are. */
export const readFault: Row['error'] = {
  fault: { status: 503 },
  expected: { code: 'http_status', status: 503, phase: 'replied' },
  requests: 3,
}

export const inside200: Row['error'] = {
  fault: { status: 200, body: { error: { code: 'insufficient_user_quota', message: 'no balance' } } },
  expected: {
    code: 'http_status',
    status: 200,
    phase: 'replied',
    vendorCode: 'insufficient_user_quota',
    disposition: 'rejected',
  },
  requests: 1,
}

export const refused = (status: number, vendorCode: string): Row['error'] => ({
  fault: { status, body: { error: { code: vendorCode, message: 'no' } } },
  expected: { code: 'http_status', status, phase: 'replied', vendorCode, disposition: 'rejected' },
  requests: 1,
})

/** The account routes say no with status 200. */
export const unsuccessful: Row['error'] = {
  fault: { status: 200, body: { success: false, message: 'invalid access token' } },
  expected: { code: 'http_status', status: 200, phase: 'replied' },
  requests: 1,
}

export async function collect<T>(events: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const event of events) list.push(event)
  return list
}

/** The first letters of a file tell what it is. */
export async function firstLetters({ stream }: { stream: Readable }, from = 0, to = 4): Promise<string> {
  return (await buffer(stream)).toString('latin1', from, to)
}
