import { expect, test } from 'vitest'
import { FUZZED, fuzz } from '../fuzz/run.ts'
import { createTestApp } from './helpers/create-test-app.ts'

const REQUESTS = 5_000

test('requests made from the document, right and wrong, are all answered as it says', async () => {
  const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000)
  const app = await createTestApp(FUZZED)
  const report = await fuzz(app, { seed, requests: REQUESTS })
  expect(report.findings, `pnpm fuzz --seed ${seed} --requests ${REQUESTS}`).toEqual([])
  // It got far into the handlers, not only to their doors.
  const well = [...report.statuses]
    .filter(([status]) => status < 300)
    .reduce((sum, [, count]) => sum + count, 0)
  expect(well).toBeGreaterThan(REQUESTS / 10)
  expect(report.neverWell.length).toBeLessThan(15)
}, 600_000)
