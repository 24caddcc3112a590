import { readArguments } from '@jointo/test-support/arguments'
import { createTestApp } from '../test/helpers/create-test-app.ts'
import { FUZZED, FUZZED_AT_WORK, fuzz } from './run.ts'

const HELP = `Usage: pnpm fuzz [--seed N] [--requests N] [--only N] [--work]

Sends requests made from the OpenAPI document to an API of its own, and judges every answer by it.

  --seed N       makes the same requests again (a new one each time)
  --requests N   how many (5000)
  --only N       only this request of the run
  --work         jobs are worked on meanwhile, so that no run is quite like another
`
const { values } = readArguments(HELP, {
  options: {
    seed: { type: 'string' },
    requests: { type: 'string', default: '5000' },
    only: { type: 'string' },
    work: { type: 'boolean', default: false },
  },
})

const seed = Number(values.seed ?? Date.now() % 1_000_000)
const requests = Number(values.requests)
const worked = values.work
process.stdout.write(`seed ${seed}, ${requests} requests\n`)
const cleanups: (() => Promise<void>)[] = []
const app = await createTestApp(worked ? FUZZED_AT_WORK : FUZZED, (work) => cleanups.push(work))
const startedAt = performance.now()
const only = values.only === undefined ? undefined : Number(values.only)
const report = await fuzz(app, { seed, requests, only, worked })
const seconds = (performance.now() - startedAt) / 1_000
for (const { number, request, problem } of report.findings)
  process.stdout.write(`\n#${number} ${request}\n  ${problem}\n`)
const statuses = [...report.statuses]
  .toSorted(([a], [b]) => a - b)
  .map(([status, count]) => `${status}: ${count}`)
process.stdout.write(
  `\n${statuses.join(', ')}\n${seconds.toFixed(1)} s, slowest ${Math.round(report.slowestMs)} ms, ` +
    `${report.findings.length} findings\nnever with success: ${report.neverWell.join(', ') || 'none'}\n`,
)
for (const work of cleanups.toReversed()) await work()
process.exit(report.findings.length === 0 ? 0 : 1)
