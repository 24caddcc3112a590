import { expect, it } from 'vitest'
import { isWellFormedKey, newApiKey } from './key-format.ts'

it('makes keys that are well formed and never alike', () => {
  const keys = Array.from({ length: 100 }, () => newApiKey('live'))
  expect(keys.every(isWellFormedKey)).toBe(true)
  expect(new Set(keys).size).toBe(100)
  expect(newApiKey('test')).toMatch(/^jt_test_[0-9A-Za-z]{36}$/)
})

it('notices any single wrong letter', () => {
  const key = newApiKey('live')
  for (let position = 8; position < key.length; position += 1) {
    const wrong = key[position] === 'a' ? 'b' : 'a'
    expect(isWellFormedKey(key.slice(0, position) + wrong + key.slice(position + 1))).toBe(false)
  }
  expect(isWellFormedKey(key.replace('live', 'test'))).toBe(false)
  expect(isWellFormedKey(`${key} `)).toBe(false)
})
