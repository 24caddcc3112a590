import { expect, test } from 'vitest'
import { byDay, byModel } from './sum-spend.ts'

const rows = [
  { day: '2026-11-29', model: 'mock/image', credits: '0.1', count: 1 },
  { day: '2026-11-29', model: null, credits: '0.2', count: 3 },
  { day: '2026-11-27', model: 'mock/image', credits: '4', count: 2 },
]

test('every day has a column', () => {
  expect(byDay(rows, 4, new Date('2026-11-29T23:00:00Z'))).toEqual([
    { day: '2026-11-26', credits: 0 },
    { day: '2026-11-27', credits: 4 },
    { day: '2026-11-28', credits: 0 },
    { day: '2026-11-29', credits: 0.3 },
  ])
})

test('models, the dearest first', () => {
  expect(byModel(rows)).toEqual([
    { model: 'mock/image', credits: 4.1, count: 3 },
    { model: null, credits: 0.2, count: 3 },
  ])
})
