import { expect, it } from 'vitest'
import { decodeCursor, encodeCursor, readMoment } from './paging.ts'

const id = `job_${'0'.repeat(32)}`
const forged = (text: string): string => Buffer.from(text).toString('base64url')

it('a cursor leads back to its row', () => {
  const createdAt = new Date('2026-11-29T20:00:00.123Z')
  expect(decodeCursor(encodeCursor({ createdAt, id }), 'job')).toEqual({
    createdAt: createdAt.toISOString(),
    id,
  })
})

it.each([
  ['a day that is none', `2026-02-30T00:00:00.000Z ${id}`],
  ['year 0', `0000-01-01T00:00:00.000Z ${id}`],
  ['another form of time', `2026-01-01T00:00:00Z ${id}`],
  ['an id of another list', `2026-01-01T00:00:00.000Z asset_${'0'.repeat(32)}`],
  ['words behind it', `2026-01-01T00:00:00.000Z ${id} x`],
  ['rubbish', 'x'],
])('refuses %s', (_, text) => {
  expect(() => decodeCursor(forged(text), 'job')).toThrow(/cursor is not one/)
})

it('times are told in UTC, and those that no database takes are refused', () => {
  expect(readMoment('2026-01-01T00:00:00+23:00', 'created_after')).toBe('2025-12-31T01:00:00.000Z')
  for (const text of ['0000-01-01T00:00:00Z', 'yesterday', '-000001-01-01T00:00:00Z'])
    expect(() => readMoment(text, 'created_after')).toThrow(/created_after must be a time/)
})
