import { describe, expect, it } from 'vitest'
import { Bulkhead, sizeOf } from './bulkhead.ts'

function filled(size: number, vendors: string[], used: Record<string, number>) {
  const bulkhead = new Bulkhead(size, vendors)
  for (const [vendor, count] of Object.entries(used)) {
    for (let taken = 0; taken < count; taken += 1) bulkhead.take(vendor)
  }
  const room = bulkhead.room()
  return { reserved: Object.fromEntries(room.reserved), shared: room.shared, size: sizeOf(room) }
}

describe('a bulkhead', () => {
  it.each([
    ['all are free', 12, { a: 0, b: 0 }, { reserved: { a: 3, b: 3 }, shared: 6, size: 12 }],
    ['own slots go first', 12, { a: 2, b: 0 }, { reserved: { a: 1, b: 3 }, shared: 6, size: 10 }],
    ['then the shared ones', 12, { a: 5, b: 0 }, { reserved: { a: 0, b: 3 }, shared: 4, size: 7 }],
    ['one hangs with all it may have', 12, { a: 9, b: 0 }, { reserved: { a: 0, b: 3 }, shared: 0, size: 3 }],
    ['all are taken', 12, { a: 9, b: 3 }, { reserved: { a: 0, b: 0 }, shared: 0, size: 0 }],
    ['too few to reserve', 1, { a: 0, b: 0 }, { reserved: { a: 0, b: 0 }, shared: 1, size: 1 }],
  ])('%s', (_name, size, used, room) => {
    expect(filled(size, ['a', 'b'], used)).toEqual(room)
  })

  it('gives back', () => {
    const bulkhead = new Bulkhead(4, ['a'])
    bulkhead.take('a')
    bulkhead.release('a')
    expect(bulkhead.used).toBe(0)
    expect(sizeOf(bulkhead.room())).toBe(4)
  })
})
