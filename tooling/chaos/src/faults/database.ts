import { setTimeout as sleep } from 'node:timers/promises'
import type { Behaviour, ReplyCut } from '@jointo/fault-proxy'
import type { Fault, FaultContext } from './fault.ts'

/** One for each transaction: its commit, or the one statement that it is. */
const TELLING: readonly ReplyCut[] = [
  { statement: /\bjob_accept\w*\(/i },
  { statement: /jointo:claim/i },
  { statement: /ledger_(open|close)_call/i },
  { after: /vendor_task/i },
  { after: /insert into "?asset/i },
  { after: /webhook_attempt/i },
  { after: /ledger_/i },
]

let taken = false

/** What the one line to the database suffers, one thing at a time. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (taken) return
  taken = true
  try {
    await work()
  } finally {
    taken = false
  }
}

async function during(
  { deployment }: FaultContext,
  behaviour: Behaviour,
  milliseconds: number,
): Promise<void> {
  await alone(async () => {
    deployment.databaseProxy.set(behaviour)
    await sleep(milliseconds)
    deployment.databaseProxy.set({})
  })
}

export const databaseFaults: readonly (readonly [weight: number, fault: Fault])[] = [
  [
    2,
    {
      name: 'postgres stopped at once',
      run: ({ deployment }) => alone(() => deployment.database.crashAndRestart(deployment.databaseProxy)),
    },
  ],
  [
    3,
    {
      name: 'database connections cut',
      run: async ({ deployment }) => void deployment.databaseProxy.cut('reset'),
    },
  ],
  [
    5,
    {
      name: 'answers to commits lost',
      run: async ({ deployment, random }) =>
        deployment.databaseProxy.cutReply({ ...random.pick(TELLING), times: random.int(1, 4) }),
    },
  ],
  [
    1,
    {
      name: 'database slow',
      run: (context) =>
        during(context, { down: { delayMs: context.random.int(20, 150) } }, context.random.int(500, 1_500)),
    },
  ],
  [
    1,
    {
      name: 'database silent',
      run: (context) =>
        during(
          context,
          { up: { blackHole: true }, down: { blackHole: true }, connect: 'hang' },
          context.random.int(500, 3_000),
        ).then(() => void context.deployment.databaseProxy.cut('reset')),
    },
  ],
]
