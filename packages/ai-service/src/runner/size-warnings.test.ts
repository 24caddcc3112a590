import { expect, it } from 'vitest'
import { sizeWarnings } from './size-warnings.ts'

const file = {
  key: 'k',
  mediaType: 'image/png',
  bytes: 1,
  sha256: 'a',
  width: 64,
  height: 48,
  durationSeconds: null,
}
const asked = (size?: string) => ({ model: 'm', kind: 'image' as const, input: { prompt: 'a', size } })

it('H146 says when the size is another one', () => {
  expect(sizeWarnings(asked('64x64'), [file])).toEqual([
    { code: 'size_differs', message: expect.stringContaining('64x48'), param: 'input.size' },
  ])
})

it.each([
  ['it fits', asked('64x48'), file],
  ['nobody asked', asked(), file],
  ['nobody knows', asked('64x64'), { ...file, width: null, height: null }],
])('says nothing when %s', (_what, request, one) => {
  expect(sizeWarnings(request, [one])).toEqual([])
})
