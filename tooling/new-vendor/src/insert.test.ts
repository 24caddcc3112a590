import { expect, it } from 'vitest'
import { insert } from './insert.ts'

const lines = { entry: /^- (\w+)$/ }

it('keeps a list sorted', () => {
  expect(insert('- b\n- d\n', lines, 'a', '- a')).toBe('- a\n- b\n- d\n')
  expect(insert('- b\n- d\n', lines, 'c', '- c')).toBe('- b\n- c\n- d\n')
  expect(insert('- b\n- d\n', lines, 'e', '- e')).toBe('- b\n- d\n- e\n')
})

it('goes behind the last where the list has an order of its own', () => {
  expect(insert('- d\n- b\n\nend', { ...lines, order: 'after_last' }, 'a', '- a')).toBe(
    '- d\n- b\n- a\n\nend',
  )
})

it('looks between its ends only', () => {
  const spot = { from: /of = \[/, to: /\]/, entry: /\w+/, joint: ', ', order: 'after_last' } as const
  expect(insert('[x] of = [a, b] [y]', spot, 'c', 'c')).toBe('[x] of = [a, b, c] [y]')
})

it('fills an empty list where it may be empty', () => {
  const spot = { from: /\[/, to: /\]/, entry: /\w+/, joint: ', ' }
  expect(insert('[]', { ...spot, mayBeEmpty: true }, 'a', 'a')).toBe('[a]')
  expect(insert('[]', spot, 'a', 'a')).toBeUndefined()
})

it('does not guess', () => {
  expect(insert('no list', lines, 'a', '- a')).toBeUndefined()
  expect(insert('- a', { ...lines, from: /gone/ }, 'b', '- b')).toBeUndefined()
  expect(insert('- a', { ...lines, to: /gone/ }, 'b', '- b')).toBeUndefined()
})
