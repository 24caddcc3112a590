import { expect, it } from 'vitest'
import type { CreateJobInput } from '../types.ts'
import { fingerprint } from './fingerprint.ts'

const job: CreateJobInput = { model: 'mock/image', kind: 'image', input: { prompt: 'a', n: 1 } }

it('does not depend on the order of fields', () => {
  expect(fingerprint({ input: { n: 1, prompt: 'a' }, kind: 'image', model: 'mock/image' })).toBe(
    fingerprint(job),
  )
})

it('takes undefined for absent, null for a value', () => {
  expect(fingerprint({ ...job, max_credits: undefined })).toBe(fingerprint(job))
  expect(fingerprint({ ...job, input: { prompt: 'a', n: 1, seed: null } })).not.toBe(fingerprint(job))
})

it.each([
  { prompt: 'b', n: 1 },
  { prompt: 'a', n: 2 },
  { prompt: 'a', n: '1' },
  { prompt: 'a', n: [1] },
])('differs for %o', (input) => {
  expect(fingerprint({ ...job, input })).not.toBe(fingerprint(job))
})
