import type { Random } from '../random.ts'

interface Order {
  vendor: string
  fault: unknown
  match: { method?: string; path?: string; times?: number }
}

const VENDORS = ['runway', 'stability', 'aihubmix']
const HTML = '<html><body>502 Bad Gateway</body></html>'

/** To a request that may cost money. */
const TO_WORK: readonly (readonly [weight: number, fault: unknown])[] = [
  [4, 'cut_before_reply'],
  [2, 'cut_mid_body'],
  [2, 'reset'],
  [2, 'invalid_json'],
  [1, 'error_in_200'],
  [3, { status: 429, headers: { 'retry-after': '1' } }],
  [2, { status: 500 }],
  [2, { status: 502, body: HTML, accept: true }],
  [2, { status: 503 }],
  [1, { status: 200, body: { unexpected: true }, accept: true }],
  [1, { hangMs: 3_000 }],
  [1, { delayMs: 6_000 }],
  [2, { delayMs: 500 }],
  [1, 'refuse'],
  [2, { task: { failure: 'It did not work out.', failureCode: 'INTERNAL.BAD_OUTPUT.CODE01' } }],
  [1, { task: { seconds: 6 } }],
]

/** To a question, or to the fetching of a result. */
const TO_READS: readonly (readonly [weight: number, fault: unknown])[] = [
  [2, 'cut_before_reply'],
  [2, 'cut_mid_body'],
  [1, 'reset'],
  [2, 'invalid_json'],
  [2, { status: 500 }],
  [2, { status: 404 }],
  [1, { status: 429, headers: { 'retry-after': '1' } }],
  [1, { delayMs: 1_500 }],
]

/** Asks the simulators for one or a few things that go wrong. */
export async function orderVendorFault(vendorsUrl: string, random: Random): Promise<void> {
  const work = random.chance(0.65)
  const order: Order = {
    vendor: random.pick(VENDORS),
    fault: random.weighted(work ? TO_WORK : TO_READS),
    match: work
      ? { method: 'POST' }
      : { method: 'GET', ...(random.chance(0.4) ? { path: random.pick(['_outputs', '_files']) } : {}) },
  }
  await tellSimulators(vendorsUrl, { method: 'POST', body: JSON.stringify(order) })
}

export async function clearVendorFaults(vendorsUrl: string): Promise<void> {
  await tellSimulators(vendorsUrl, { method: 'DELETE' })
}

/** A connection of its own: one that was kept may be closed at the other end just when it is used. */
async function tellSimulators(vendorsUrl: string, request: RequestInit): Promise<void> {
  const headers = { 'content-type': 'application/json', connection: 'close' }
  await fetch(`${vendorsUrl}/_sim/faults`, { ...request, headers })
}
