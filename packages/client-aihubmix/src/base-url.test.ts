import { expect, it } from 'vitest'
import { normalizeBaseUrl } from './base-url.ts'

it.each([
  ['https://aihubmix.com', 'https://aihubmix.com/v1'],
  ['https://aihubmix.com/', 'https://aihubmix.com/v1'],
  ['https://aihubmix.com/v1', 'https://aihubmix.com/v1'],
  ['https://aihubmix.com/v1//', 'https://aihubmix.com/v1'],
  ['https://aihubmix.com/v1/v1', 'https://aihubmix.com/v1'],
  ['http://localhost:8790/aihubmix/v1', 'http://localhost:8790/aihubmix/v1'],
  [' https://api.inferera.com/v1 ', 'https://api.inferera.com/v1'],
])('reads %j', (configured, expected) => {
  expect(normalizeBaseUrl(configured)).toBe(expected)
})

it.each(['aihubmix.com', 'ftp://aihubmix.com', ''])('refuses %j', (configured) => {
  expect(() => normalizeBaseUrl(configured)).toThrow(/AIHUBMIX_BASE_URL must be/)
})
