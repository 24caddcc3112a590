import { expect, it } from 'vitest'
import { path } from './path.ts'

it('encodes values, not the route', () => {
  expect(path`/v1/tasks/${'a/../b?c#d e'}/files/${7}`).toBe('/v1/tasks/a%2F..%2Fb%3Fc%23d%20e/files/7')
})

it.each(['', '.', '..', 'a\nb', 'a\u0000', '\ud800', 'x'.repeat(513)])('refuses %j', (value) => {
  expect(() => path`/v1/tasks/${value}`).toThrow(expect.objectContaining({ code: 'invalid_argument' }))
})
