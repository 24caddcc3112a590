import { BLUE, jsonAnswer } from '../http-bytes.ts'
import { always, once, readAgain, type Failure, type FaultRow } from '../row.ts'

type Facts = Parameters<typeof once>[0]

/** What a status means for a read and for a paid call where the vendor's table is silent. */
const TABLE: [number, Failure['disposition'], (facts: Facts) => FaultRow['calls']][] = [
  [0, 'ambiguous', once],
  [304, 'ambiguous', once],
  [399, 'ambiguous', once],
  [400, 'rejected', once],
  [401, 'rejected', once],
  [402, 'rejected', once],
  [403, 'rejected', once],
  [404, 'rejected', once],
  [405, 'rejected', once],
  [408, 'ambiguous', readAgain],
  [409, 'ambiguous', once],
  [413, 'rejected', once],
  [415, 'rejected', once],
  [418, 'ambiguous', once],
  [422, 'rejected', once],
  [425, 'ambiguous', readAgain],
  [429, 'throttled', (facts) => always(facts, 3)],
  [499, 'ambiguous', once],
  [500, 'ambiguous', readAgain],
  [501, 'ambiguous', readAgain],
  [502, 'ambiguous', readAgain],
  [503, 'ambiguous', readAgain],
  [504, 'ambiguous', readAgain],
  [520, 'ambiguous', readAgain],
  [529, 'ambiguous', readAgain],
  [599, 'ambiguous', readAgain],
  [600, 'ambiguous', readAgain],
  [999, 'ambiguous', readAgain],
]

const BODY = '{"message":"no sky today","code":"no_sky"}'
const said = { vendorMessage: 'no sky today', vendorCode: 'no_sky' }

const byTable: FaultRow[] = TABLE.map(([status, disposition, repeat]) => {
  const facts = { code: 'http_status', phase: 'replied', disposition, status } as const
  const line = `${String(status).padStart(3, '0')} Sky`
  return {
    name: line,
    vendor: { request: ({ send }) => send(jsonAnswer(status === 304 ? '' : BODY, line)) },
    calls: repeat(status === 304 ? facts : { ...facts, ...said }),
  }
})

const oops = jsonAnswer('{}', '500 Oops')
const slowDown = jsonAnswer('{}', '429 Slow Down')
const blue = { value: { sky: 'blue' }, requests: 3 }
const ambiguous: Failure = {
  code: 'http_status',
  status: 500,
  phase: 'replied',
  disposition: 'ambiguous',
  retryable: false,
  requests: 1,
}
/** Each try gets the next one; later ones succeed. */
const inTurn = (...answers: Buffer[]): FaultRow['vendor'] => ({
  request: ({ number, send }) => send(answers[number - 1] ?? BLUE),
})

export const statuses: FaultRow[] = [
  ...byTable,
  {
    name: '500 twice, where the caller would rather pay twice',
    vendor: inTurn(oops, oops),
    options: { retry: { billable: 'like_reads' } },
    calls: { pay: blue },
  },
  { name: '500, then 429', vendor: inTurn(oops, slowDown), calls: { read: blue, pay: ambiguous } },
  {
    name: '429, then 500',
    vendor: inTurn(slowDown, oops),
    calls: { read: blue, pay: { ...ambiguous, requests: 2 } },
  },
  { name: '429 twice', vendor: inTurn(slowDown, slowDown), calls: { read: blue, pay: blue } },
]
