import { silentLogger } from '@jointo/http-base'
import * as fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../src/db/client.ts'
import { inTransaction } from '../../src/db/transaction.ts'
import { JOB_STATES, TRANSITIONS, type TransitionName } from '../../src/jobs/machine.ts'
import { applyTransition } from '../../src/jobs/transition.ts'
import { createQueue } from '../../src/queue/queue.ts'
import { createTestService, type TestService } from '../helpers/create-test-service.ts'
import { ScriptedProvider } from '../helpers/scripted-provider.ts'
import { productDesign, type Design } from './design.ts'
import { takeStep } from './take-step.ts'
import { begin, type World } from './world.ts'

const QUOTED = 2_500_000

/** Random orders obey no worker's manners: here only the two engines are compared. */
const design: Design = {
  ...productDesign('refund'),
  check: {
    before: () => undefined,
    after: () => undefined,
    claimStoring: () => undefined,
    moveDeadline: () => undefined,
    resolution: () => undefined,
    send: () => undefined,
    forgets: () => undefined,
  },
}

type Command =
  | {
      do: 'step'
      pick: number
      anyState: boolean
      endBadly: boolean
      oldFence: boolean
      oldAttempt: boolean
      billed: boolean
    }
  | { do: 'cancel' | 'deadline' | 'deadline_ahead' | 'lease_held' | 'lease_over' | 'window_over' }

const rarely = fc.integer({ min: 0, max: 5 }).map((n) => n === 0)
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('step' as const),
      pick: fc.nat(1_000),
      anyState: rarely,
      endBadly: rarely,
      oldFence: rarely,
      oldAttempt: rarely,
      billed: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('cancel', 'deadline', 'deadline_ahead', 'lease_held', 'lease_over', 'window_over'),
    }),
  },
)

const NAMES = Object.keys(TRANSITIONS).filter((name): name is TransitionName => name !== 'accept')

function nameOf(step: Extract<Command, { do: 'step' }>, world: World): TransitionName {
  const { pick, anyState, endBadly } = step
  const fitting = NAMES.filter((name) => anyState || TRANSITIONS[name].from === world.state)
  // Most arrows end a job; without this few would get far.
  const wanted = fitting.filter((name) => endBadly || !['failed', 'canceled'].includes(TRANSITIONS[name].to))
  return wanted[pick % wanted.length] ?? 'claim'
}

/** These steps and no others. */
function path(...names: TransitionName[]): Command[] {
  return names.map((name) => {
    const fitting = NAMES.filter((one) => TRANSITIONS[one].from === TRANSITIONS[name].from)
    const pick = fitting.indexOf(name)
    return {
      do: 'step',
      pick,
      anyState: false,
      endBadly: true,
      oldFence: false,
      oldAttempt: false,
      billed: false,
    }
  })
}

/** Every state is seen, whatever the dice say. */
const examples: [Command[]][] = [
  [path('claim', 'outcome_lost', 'accepted_late', 'produced', 'stored')],
  [path('claim', 'received', 'stored')],
  [path('claim', 'refused')],
  [path('claim', 'put_back', 'claim', 'not_accepted', 'claim', 'put_back', 'cancel_queued')],
  [path('cancel_queued')],
]

it('moves a job in Postgres exactly as the model moves it', { timeout: 120_000 }, async () => {
  const test = await createTestService({ providers: [new ScriptedProvider()], running: false })
  const principal = await test.newAccount('100000')
  const { databaseUrl } = test
  const database = openDatabase({ databaseUrl, logger: silentLogger })
  const queue = createQueue({ databaseUrl, logger: silentLogger, supervise: false })
  await queue.start()
  onTestFinished(async () => {
    await queue.stop({ timeoutMs: 1_000 })
    await database.close()
  })
  const states = new Set<string>()

  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 25 }), async (commands) => {
      const input = { model: 'scripted/picture', kind: 'image', input: { prompt: 'a' } } as const
      const { id } = (await test.service.jobs.create(principal, input)).job
      const world = begin()
      let sequence = 1
      for (const command of commands) {
        if (command.do !== 'step') {
          await change(test, id, world, command.do)
          continue
        }
        const name = nameOf(command, world)
        const fence = await fenceOf(test, id)
        const attempt = world.attempts.length
        const charge = TRANSITIONS[name].ledger === 'settle' ? { charge: 1n } : {}
        const row = await inTransaction(database.db, (tx) =>
          applyTransition(tx, queue, name, {
            jobId: id,
            fence: command.oldFence ? fence - 1 : fence,
            attemptNumber: command.oldAttempt ? attempt - 1 : attempt,
            billed: command.billed,
            attempt: name === 'claim' ? { id: `${id}-${attempt + 1}` } : {},
            ...charge,
          }),
        )
        const writer = {
          attempt: command.oldAttempt ? attempt - 1 : attempt,
          fenced: !command.oldFence,
          billed: command.billed,
        }
        const moved = takeStep(design, world, name, writer, 1)
        if (moved) sequence += 1
        expect([name, row !== undefined]).toEqual([name, moved])
        expect(await inSql(test, id)).toEqual(inModel(world, sequence))
        states.add(world.state)
      }
    }),
    { numRuns: 40, examples },
  )
  expect([...states].sort()).toEqual([...JOB_STATES].sort())
  const broken = (await test.service.invariants()).filter(({ violations }) => violations > 0)
  const expected = ['a succeeded job has its files', 'no job outlives its deadline by more than two minutes']
  expect(broken.map(({ name }) => name).filter((name) => !expected.includes(name))).toEqual([])
})

async function fenceOf({ sql }: TestService, id: string): Promise<number> {
  return (await sql.query<{ fence: number }>('select fence from job where id = $1', [id])).rows[0]?.fence ?? 0
}

/** What happens to a row without a step, on both sides. */
async function change(
  { sql }: TestService,
  id: string,
  world: World,
  what: Exclude<Command['do'], 'step'>,
): Promise<void> {
  const set = (columns: string) =>
    sql.query(`update job set ${columns} where id = $1 and finished_at is null`, [id])
  switch (what) {
    case 'cancel':
      await set('cancel_requested_at = now()')
      world.cancel = true
      break
    case 'deadline':
      await set(`deadline_at = now() - interval '1 hour'`)
      world.deadlineOver = true
      break
    case 'deadline_ahead':
      await set(`deadline_at = now() + interval '1 hour'`)
      world.deadlineOver = false
      break
    case 'lease_held':
      await set(`lease_until = now() + interval '1 hour'`)
      world.lease = 'held'
      break
    case 'lease_over':
      await set(`lease_until = now() - interval '1 hour'`)
      world.lease = 'over'
      break
    case 'window_over':
      if (world.window !== 'open') break
      await set(`unknown_until = now() - interval '1 hour'`)
      world.window = 'over'
  }
}

async function inSql({ sql }: TestService, id: string): Promise<unknown> {
  const { rows } = await sql.query(
    `select j.state, j.event_sequence as sequence, j.charged::int as charged,
            coalesce((select kind from hold_resolution r where r.hold_id = j.hold_id), 'open') as hold,
            exists (select from vendor_task t where t.job_id = j.id) as polling,
            array(select a.state from attempt a where a.job_id = j.id order by a.number) as attempts,
            (select type from job_event e where e.job_id = j.id order by sequence desc limit 1) as event,
            (select count(*)::int from job_event e where e.job_id = j.id) as events,
            (select coalesce(sum(l.amount), 0)::int from ledger_entry l
               join ledger_transaction x on x.id = l.transaction_id
              where x.job_id = j.id and l.ledger_account_id = 'platform:vendor_payable') as loss
       from job j where j.id = $1`,
    [id],
  )
  return rows[0]
}

function inModel(world: World, sequence: number): unknown {
  const hold = { open: 'open', settled: 'settle', released: 'release' }[world.hold]
  return {
    state: world.state,
    sequence,
    charged: world.hold === 'open' ? null : world.charged,
    hold,
    polling: world.polling,
    attempts: world.attempts.map(({ state }) => state),
    event: `job.${world.state}`,
    events: sequence,
    loss: world.attempts.filter(({ lossBooked }) => lossBooked).length * QUOTED,
  }
}
