import { expect, it } from 'vitest'
import { isClean, report } from './report.ts'

const open = [{ method: 'a.create', ours: ['createA'], differences: ['a.create › x: field is missing'] }]

it('groups by SDK and method and ends with the counts', () => {
  const text = report([
    { title: 'one 1.0.0', verdict: { open, accepted: 2, stale: ['b.list: method is missing'] } },
    { title: 'two 2.0.0', verdict: { open: [], accepted: 3, stale: [] } },
  ])
  expect(text.split('\n')).toEqual([
    'one 1.0.0',
    '  a.create, ours createA',
    '    a.create › x: field is missing',
    '  accepted, but not there any more',
    '    b.list: method is missing',
    '',
    'two 2.0.0',
    '  nothing new; 3 accepted',
    '',
    '1 open, 5 accepted, 1 accepted in vain',
    '',
  ])
})

it.each([
  { open, stale: [], clean: false },
  { open: [], stale: ['x'], clean: false },
  { open: [], stale: [], clean: true },
])('is clean without open and without vain ones: $clean', ({ clean, ...rest }) => {
  expect(isClean([{ title: '', verdict: { ...rest, accepted: 1 } }])).toBe(clean)
})
