import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { fromDrizzle, PgBoss } from 'pg-boss'
import type { Principal } from '../src/index.ts'
import { inRounds, printRates, rateOf } from './measure.ts'
import { CONNECTIONS, type Setting } from './setting.ts'

const COUNT = 3_000
const ROUNDS = 3
const job = { model: 'mock/image', kind: 'image', input: { prompt: 'a red kite over the sea' } } as const

/** A request becomes a job: idempotency key, job, hold, input, event and tick, on disk. */
export async function benchAccept({ runtime, pool, environment, accounts }: Setting): Promise<void> {
  const [hot] = accounts
  if (hot === undefined) throw new Error('no account')
  const any = (): Principal => accounts[Math.floor(Math.random() * accounts.length)] ?? hot
  const accept = (who: () => Principal) => () =>
    rateOf(COUNT, CONNECTIONS, () =>
      runtime.service.jobs.create(who(), job, { idempotencyKey: randomUUID(), route: 'bench' }),
    )
  const bare = (who: () => Principal) => () =>
    rateOf(COUNT, CONNECTIONS, () => {
      const id = randomUUID()
      return pool.query({
        name: 'bare',
        text: `select * from job_accept($1, $2, $3, 'image', 'mock', 'image', 0, '{}', 1000000, '[]', 3600, $4, null,
                                        $5, 'bench', $1, $1, null, null)`,
        values: [
          `job_${id}`,
          who().accountId,
          `hold_${id}`,
          JSON.stringify(job.input),
          '{"status":"queued"}',
        ],
      })
    })

  const boss = new PgBoss({ connectionString: environment['DATABASE_URL'] ?? '', supervise: false })
  boss.on('error', () => undefined)
  await boss.start()
  const db = drizzle(pool)
  const send = () =>
    rateOf(COUNT / 3, CONNECTIONS, () =>
      db.transaction((tx) => boss.send('submit', { id: 'bench' }, { db: fromDrizzle(tx, sql) })),
    )
  const rates = await inRounds(ROUNDS, {
    'one account': accept(() => hot),
    '100 accounts': accept(any),
    'floor: bare SQL function, one account': bare(() => hot),
    'floor: bare SQL function, 100 accounts': bare(any),
    'floor: pg-boss send alone in a transaction': send,
  })
  await boss.stop({ graceful: false, close: true })
  printRates(`Jobs accepted, ${CONNECTIONS} at once (medians of ${ROUNDS} rounds)`, rates, {
    'one account': 1_500,
    '100 accounts': 2_500,
  })
}
