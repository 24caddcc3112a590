import { expect, it } from 'vitest'
import { path } from './path.ts'

it('encodes values, not the route', () => {
  const route = path`/v1/tasks/${'a/../b?c#d e'}/files/${7}`
  expect(route.path).toBe('/v1/tasks/a%2F..%2Fb%3Fc%23d%20e/files/7')
  expect(route.template).toBe('/v1/tasks/{}/files/{}')
})

it.each(['', '.', '..', 'a\nb', 'a\u0000', '\ud800', 'x'.repeat(2_049)])('refuses %j', (value) => {
  expect(() => path`/v1/tasks/${value}`).toThrow(expect.objectContaining({ code: 'invalid_argument' }))
})
