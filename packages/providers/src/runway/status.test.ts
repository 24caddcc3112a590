import type { Task } from '@jointo/client-runway'
import { expect, it } from 'vitest'
import { toFailure, toStatus } from './status.ts'

const id = 'a'
const output = ['https://x.example/1', 'https://x.example/2']

it.each<[Task, unknown]>([
  [
    { id, status: 'PENDING' },
    { state: 'pending', progress: 0, pollAfterMs: 6_000 },
  ],
  [
    { id, status: 'THROTTLED' },
    { state: 'pending', progress: 0, pollAfterMs: 6_000 },
  ],
  [
    { id, status: 'RUNNING', progress: 0.3 },
    { state: 'pending', progress: 0.3, pollAfterMs: 6_000 },
  ],
  [
    { id, status: 'SUCCEEDED', output, cost: { credits: 84.5 } },
    {
      state: 'completed',
      outputs: [
        { url: output[0], index: 0 },
        { url: output[1], index: 1 },
      ],
      usage: { credits: 84.5 },
    },
  ],
  [
    { id, status: 'SUCCEEDED', output: [] },
    { state: 'completed', outputs: [], usage: {} },
  ],
  [
    { id, status: 'FAILED', failureCode: 'ASSET.INVALID', failure: 'said to operators' },
    {
      state: 'failed',
      failure: {
        code: 'vendor_rejected',
        message: 'Runway could not use the input.',
        vendorCode: 'ASSET.INVALID',
      },
    },
  ],
  [
    { id, status: 'FAILED', failureCode: 'INTERNAL', failure: 'no', cost: { credits: 12 } },
    {
      state: 'failed',
      failure: {
        code: 'vendor_unavailable',
        message: 'Runway failed to make it.',
        vendorCode: 'INTERNAL',
        billed: true,
      },
    },
  ],
  [
    { id, status: 'CANCELLED' },
    { state: 'canceled', billed: false },
  ],
  [
    { id, status: 'CANCELLED', cost: { credits: 3 } },
    { state: 'canceled', billed: true },
  ],
])('reads %o as %o', (task, expected) => {
  expect(toStatus(task, 'video', 6_000)).toEqual(expected)
})

it.each(['image', 'image_edit', 'image_upscale'] as const)('counts the files that came of %s', (kind) => {
  const task: Task = { id, status: 'SUCCEEDED', output, cost: { credits: 40 } }
  expect(toStatus(task, kind, 6_000)).toMatchObject({ usage: { images: 2, credits: 40 } })
  expect(toStatus({ ...task, cost: undefined }, kind, 6_000)).toMatchObject({ usage: { images: 2 } })
})

it.each([
  ['SAFETY.INPUT.TEXT', 'content_refused'],
  ['SAFETY.INPUT.IMAGE', 'content_refused'],
  ['SAFETY.OUTPUT.VIDEO', 'content_refused'],
  ['INPUT_PREPROCESSING.SAFETY.TEXT', 'content_refused'],
  ['INPUT_PREPROCESSING.SAFETY.THIRD_PARTY', 'content_refused'],
  ['INPUT_PREPROCESSING.INTERNAL', 'vendor_unavailable'],
  ['ASSET.INVALID', 'vendor_rejected'],
  ['INTERNAL.BAD_OUTPUT.01', 'vendor_rejected'],
  ['INTERNAL.BAD_OUTPUT.CODE01', 'vendor_rejected'],
  ['THIRD_PARTY.UNAVAILABLE', 'vendor_unavailable'],
  ['THIRD_PARTY.INPUT_VALIDATION', 'vendor_rejected'],
  ['INTERNAL', 'vendor_unavailable'],
  [undefined, 'vendor_unavailable'],
  ['SOMETHING.NEW', 'vendor_rejected'],
])('takes the failure %s for %s', (vendorCode, code) => {
  expect(toFailure(vendorCode)).toMatchObject({ code, vendorCode })
})
