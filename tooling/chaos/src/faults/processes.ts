import { setTimeout as sleep } from 'node:timers/promises'
import { CLOCKS } from '../deployment/environment.ts'
import type { Program } from '../deployment/program.ts'
import type { Random } from '../random.ts'
import type { Fault } from './fault.ts'

/** What is given for draining, and as much again for a busy machine. */
const END_LIMIT_MS = CLOCKS.drain * 2_000 + 10_000

const busy = new WeakSet<Program>()

/** One program in one trouble at a time, and never all of them: a deployment that is only down tests nothing. */
async function withOne(
  random: Random,
  programs: readonly Program[],
  work: (program: Program) => Promise<void>,
): Promise<void> {
  const free = programs.filter((one) => one.running && !busy.has(one))
  if (free.length <= Math.floor(programs.length / 2)) return
  const program = random.pick(free)
  busy.add(program)
  try {
    await work(program)
  } finally {
    busy.delete(program)
  }
}

async function killed(program: Program, downMs: number): Promise<void> {
  program.signal('SIGKILL')
  await program.ended(10_000)
  await sleep(downMs)
  await program.start()
}

async function told(program: Program): Promise<void> {
  program.signal('SIGTERM')
  if (!(await program.ended(END_LIMIT_MS))) {
    program.surprises.push(`${program.name} did not end within ${END_LIMIT_MS / 1_000} s of SIGTERM`)
    program.signal('SIGKILL')
  }
  await program.ended(10_000)
  await program.start()
}

async function frozen(program: Program, milliseconds: number): Promise<void> {
  program.signal('SIGSTOP')
  await sleep(milliseconds)
  program.signal('SIGCONT')
}

export const processFaults: readonly (readonly [weight: number, fault: Fault])[] = [
  [
    6,
    {
      name: 'worker killed',
      run: ({ deployment, random }) =>
        withOne(random, deployment.workers, (worker) => killed(worker, random.int(0, 1_500))),
    },
  ],
  [
    2,
    {
      name: 'worker told to end',
      run: ({ deployment, random }) => withOne(random, deployment.workers, told),
    },
  ],
  [
    3,
    {
      name: 'worker frozen',
      run: ({ deployment, random }) =>
        withOne(random, deployment.workers, (worker) =>
          frozen(worker, random.int(500, CLOCKS.lease * 2_000)),
        ),
    },
  ],
  [
    3,
    {
      name: 'api killed',
      run: ({ deployment, random }) =>
        withOne(random, deployment.apis, (api) => killed(api, random.int(0, 1_000))),
    },
  ],
  [1, { name: 'api told to end', run: ({ deployment, random }) => withOne(random, deployment.apis, told) }],
  [
    1,
    {
      name: 'api frozen',
      run: ({ deployment, random }) =>
        withOne(random, deployment.apis, (api) => frozen(api, random.int(500, 4_000))),
    },
  ],
]
