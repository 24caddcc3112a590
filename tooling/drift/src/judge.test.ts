import { expect, it } from 'vitest'
import { judge } from './judge.ts'

const drift = [
  {
    method: 'a.create',
    ours: ['createA'],
    differences: ['a.create › x: field is missing', 'a.create › y(1): null is missing'],
  },
  { method: 'b.list', ours: [], differences: ['b.list: method is missing'] },
  { method: 'c.get', ours: ['getC'], differences: [] },
]

it('keeps what nobody has accepted, and counts the rest', () => {
  const verdict = judge(drift, [{ reason: 'on purpose', differences: ['a.create › x: field is missing'] }])
  expect(verdict.open.flatMap(({ differences }) => differences)).toEqual([
    'a.create › y(1): null is missing',
    'b.list: method is missing',
  ])
  expect(verdict).toMatchObject({ accepted: 1, stale: [] })
})

it('takes * for anything, and every other sign for itself', () => {
  const accept = (pattern: string): number => judge(drift, [{ reason: '', differences: [pattern] }]).accepted
  expect(accept('a.create › *: null is missing')).toBe(1)
  expect(accept('*')).toBe(3)
  expect(accept('a.create › y(1): null is missing')).toBe(1)
  expect(accept('a.create › .: field is missing')).toBe(0)
  expect(accept('b.list')).toBe(0)
})

it('tells what is accepted in vain', () => {
  const { stale } = judge(drift, [
    { reason: '', differences: ['*: method is missing', 'c.get: method is missing'] },
  ])
  expect(stale).toEqual(['c.get: method is missing'])
})
