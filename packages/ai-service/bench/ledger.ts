import { randomUUID } from 'node:crypto'
import { inRounds, printRates, rateOf } from './measure.ts'
import type { Setting } from './setting.ts'

const COUNT = 2_000
const LINES = 8
const ROUNDS = 3

/** Credits are held, then settled or released: two round trips, each a transaction on disk. */
export async function benchLedger({ pool, accounts }: Setting): Promise<void> {
  const ids = accounts.map(({ accountId }) => `customer:${accountId}`)
  const [hot = ''] = ids
  const pair = async (account: string): Promise<void> => {
    const hold = randomUUID()
    await pool.query({
      name: 'hold',
      text: 'select ledger_open_hold($1, $2, 2500000, null, 60)',
      values: [hold, account],
    })
    if (Math.random() < 0.8)
      await pool.query({
        name: 'settle',
        text: `select ledger_settle_hold($1, 2000000, 'bench')`,
        values: [hold],
      })
    else await pool.query({ name: 'release', text: 'select ledger_release_hold($1)', values: [hold] })
  }
  const any = (): string => ids[Math.floor(Math.random() * ids.length)] ?? hot
  const rates = await inRounds(ROUNDS, {
    'one account': () => rateOf(COUNT, LINES, () => pair(hot)),
    '100 accounts': () => rateOf(COUNT, LINES, () => pair(any())),
    'floor: two bare inserts, each on disk': () =>
      rateOf(COUNT, LINES, async () => {
        const id = randomUUID()
        await pool.query({ name: 'note', text: 'insert into bench_note (id) values ($1)', values: [id] })
        await pool.query({
          name: 'note2',
          text: 'insert into bench_note (id) values ($1)',
          values: [`${id}b`],
        })
      }),
  })
  printRates(`Pairs of hold and resolution, ${LINES} at once (medians of ${ROUNDS} rounds)`, rates, {
    'one account': 500,
    '100 accounts': 1_000,
  })
}
