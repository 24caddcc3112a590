import { parseArgs } from 'node:util'
import { z } from 'zod'

export const HELP = `Usage: pnpm chaos [--seed N] [--jobs N] [--rate N] [--workers N] [--api N] [--keep]

Starts a whole deployment on this machine (Postgres, S3, the three vendors as simulators, APIs, workers), lets
customers order jobs while everything breaks at random, mends everything, waits until every job has ended, and
then checks every promise: no job lost or paid twice, nobody charged wrongly, every file there.

  --seed N      repeats a run's choices (default: drawn, and printed)
  --jobs N      jobs that are ordered (500)
  --rate N      orders per second (40); fewer for long runs, or most orders end at their deadline
  --workers N   worker processes (3)
  --api N       API processes (2)
  --keep        keep the folder with logs and data also when nothing was wrong
  --help        this text

Exits with 0 when every promise was kept, with 1 when one was not, with 2 when the run proves nothing.
`

export interface ChaosOptions {
  seed: number
  jobs: number
  /** Orders per second. */
  rate: number
  workers: number
  apis: number
  keep: boolean
}

export type Command =
  | { kind: 'help' }
  | { kind: 'wrong'; problem: string }
  | { kind: 'run'; options: ChaosOptions }

const whole = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^\d{1,10}$/, error)
    .transform(Number)
    .refine((value) => value >= min && value <= max, error)
}

const flags = z.object({
  seed: whole(0, 4_294_967_295).optional(),
  jobs: whole(1, 1_000_000).default(500),
  rate: whole(1, 1_000).default(40),
  workers: whole(1, 20).default(3),
  api: whole(1, 10).default(2),
  keep: z.boolean().default(false),
})

export function readCommandLine(args: string[]): Command {
  try {
    const { values } = parseArgs({
      args,
      options: {
        seed: { type: 'string' },
        jobs: { type: 'string' },
        rate: { type: 'string' },
        workers: { type: 'string' },
        api: { type: 'string' },
        keep: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    if (values.help === true) return { kind: 'help' }
    const parsed = flags.safeParse(values)
    if (!parsed.success) {
      const lines = parsed.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`)
      return { kind: 'wrong', problem: lines.join('\n') }
    }
    const { seed = Math.floor(Math.random() * 4_294_967_295), jobs, rate, workers, api, keep } = parsed.data
    return { kind: 'run', options: { seed, jobs, rate, workers, apis: api, keep } }
  } catch (error) {
    return { kind: 'wrong', problem: error instanceof Error ? error.message : String(error) }
  }
}
