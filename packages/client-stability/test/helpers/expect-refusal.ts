import { expect } from 'vitest'
import type { StabilityClient } from '../../src/index.ts'
import type { Setup } from './client.ts'

export type Call = (client: StabilityClient) => Promise<unknown>
/** What is wrong, the call, the field named, and a part of the cure. */
export type Case = readonly [name: string, call: Call, param: string, cure: string | RegExp]

export async function expectRefusal(
  { sim, stability }: Setup,
  call: Call,
  param: string,
  cure: string | RegExp,
): Promise<void> {
  const error = expect.objectContaining({
    code: 'invalid_argument',
    param,
    message: expect.stringMatching(cure),
  })
  await expect(call(stability())).rejects.toEqual(error)
  expect(sim().requests).toHaveLength(0)
}
