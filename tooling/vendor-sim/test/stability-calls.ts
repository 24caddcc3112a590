import { expect } from 'vitest'
import type { VendorSim } from '../src/index.ts'
import { encodePicture } from '../src/media/picture.ts'
import { encodeWav } from '../src/media/wav.ts'

export type Fields = Record<string, string | Blob>

export interface Sending {
  key?: string
  accept?: string
}

export function picture(width = 512, height = 512): Blob {
  return new Blob([encodePicture('png', width, height, [9, 9, 9])], { type: 'image/png' })
}

export const wav = (seconds: number): Blob => new Blob([encodeWav(seconds)], { type: 'audio/wav' })

export interface StabilityCalls {
  post: (path: string, fields: Fields, sending?: Sending) => Promise<Response>
  postJson: (path: string, body: unknown, sending?: Sending) => Promise<Response>
  get: (path: string, sending?: Sending) => Promise<Response>
}

/** Plain requests, as the vendor's own samples make them. */
export function stabilityCalls(sim: () => VendorSim): StabilityCalls {
  const send = (path: string, { key = 'good', accept = '*/*' }: Sending, init: RequestInit, type?: string) =>
    fetch(sim().baseUrl + path, {
      ...init,
      headers: {
        authorization: `Bearer ${key}`,
        accept,
        ...(type !== undefined && { 'content-type': type }),
      },
    })
  return {
    post: (path, fields, sending = {}) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      return send(path, sending, { method: 'POST', body })
    },
    postJson: (path, body, sending = {}) =>
      send(path, sending, { method: 'POST', body: JSON.stringify(body) }, 'application/json'),
    get: (path, sending = {}) => send(path, sending, {}),
  }
}

/** v2beta: a list of what is wrong. */
export async function expectRefusal(
  response: Promise<Response>,
  status: number,
  name: string,
  ...errors: unknown[]
): Promise<void> {
  const reply = await response
  expect(reply.status).toBe(status)
  expect(reply.headers.get('content-type')).toMatch(/^application\/json/)
  expect(reply.headers.get('x-request-id')).toBeTruthy()
  expect(await reply.json()).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    name,
    errors: errors.length > 0 ? errors : expect.any(Array),
  })
}

/** v1: one message. */
export async function expectV1Refusal(
  response: Promise<Response>,
  status: number,
  name: string,
  message: string | RegExp,
): Promise<void> {
  const reply = await response
  expect(reply.status).toBe(status)
  expect(await reply.json()).toEqual({
    id: expect.any(String),
    name,
    message: expect.stringMatching(message),
  })
}
