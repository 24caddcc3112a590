import { expect, test } from 'vitest'
import { asQuery, NO_FILTERS } from './use-works.ts'

test('the last day of a range is in it', () => {
  const asked = asQuery({ ...NO_FILTERS, from: '2026-11-01', to: '2026-11-02' })
  expect(asked['created_after']).toBe(new Date(2026, 10, 1).toISOString())
  expect(asked['created_before']).toBe(new Date(2026, 10, 3).toISOString())
})

test('what is half typed is not asked', () => {
  const asked = asQuery({ ...NO_FILTERS, q: ' kite ', from: '2026-1', least: '1.', most: '12.5' })
  expect(asked).toMatchObject({ q: 'kite', max_charged: '12.5' })
  expect([asked['created_after'], asked['min_charged']]).toEqual([undefined, undefined])
})
