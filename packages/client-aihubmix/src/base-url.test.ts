import { expect, it } from 'vitest'
import { normalizeBaseUrl, ownRoute } from './base-url.ts'

it.each([
  ['https://aihubmix.com', 'https://aihubmix.com'],
  ['https://aihubmix.com/', 'https://aihubmix.com'],
  ['https://aihubmix.com/v1', 'https://aihubmix.com'],
  ['https://aihubmix.com/v1//', 'https://aihubmix.com'],
  ['https://aihubmix.com/v1/v1', 'https://aihubmix.com'],
  ['http://localhost:8790/aihubmix/v1', 'http://localhost:8790/aihubmix'],
  [' https://api.inferera.com/v1 ', 'https://api.inferera.com'],
])('reads %j', (configured, expected) => {
  expect(normalizeBaseUrl(configured)).toBe(expected)
})

it.each(['aihubmix.com', 'ftp://aihubmix.com', '', 'https://a:b@aihubmix.com', 'https://aihubmix.com?key=1'])(
  'refuses %j',
  (configured) => {
    expect(() => normalizeBaseUrl(configured)).toThrow(/AIHUBMIX_BASE_URL must be/)
  },
)

it.each([
  [
    'https://aihubmix.com/v1/tasks/1?a=b',
    'https://aihubmix.com',
    { route: '/v1/tasks/1', query: { a: 'b' } },
  ],
  ['https://api.inferera.com/v1/tasks/1', 'https://aihubmix.com', { route: '/v1/tasks/1', query: {} }],
  ['http://127.0.0.1:9/aihubmix/v1/x', 'http://127.0.0.1:9/aihubmix', { route: '/v1/x', query: {} }],
  ['http://127.0.0.1:9/elsewhere/x', 'http://127.0.0.1:9/aihubmix', undefined],
  ['http://aihubmix.com/v1/tasks/1', 'https://aihubmix.com', undefined],
  ['https://aihubmix.com.evil.example/v1/tasks/1', 'https://aihubmix.com', undefined],
  ['https://u:p@aihubmix.com/v1/tasks/1', 'https://aihubmix.com', undefined],
  ['https://aihubmix.com/v1/tasks/1', 'http://127.0.0.1:9', undefined],
  ['nothing', 'https://aihubmix.com', undefined],
])('%j beside %j', (address, baseUrl, expected) => expect(ownRoute(address, baseUrl)).toEqual(expected))
