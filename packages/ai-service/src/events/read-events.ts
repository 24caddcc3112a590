import { runStatement } from '../db/statement.ts'
import type { ServiceContext } from '../context.ts'
import { isTerminal, type JobState } from '../jobs/machine.ts'
import type { JobEvent } from './types.ts'

/** Who reads, and what he knows. */
export interface Position {
  accountId: string
  jobId: string
  /** The last sequence that is known already. */
  after: number
}

export interface ReadEvents {
  events: JobEvent[]
  /** The last of them is the last of the job, or the job is not there any more. */
  over: boolean
}

/** Events of one job that are read at once. */
const BATCH = 100
const MOST_TOGETHER = 500

interface Row {
  position: string
  state: JobState
  last: number
  sequence: number | null
  type: string
  data: Record<string, unknown>
  created_at: Date
}

interface Waiting {
  position: Position
  resolve: (read: ReadEvents) => void
  reject: (error: unknown) => void
}

/**
 * Reads for all listeners of a process with one statement at a time: whoever comes while one is under way is read for with the
 * next, so that neither many listeners nor many events ask for many connections.
 */
class EventReader {
  readonly #context: ServiceContext
  #waiting: Waiting[] = []
  #isReading = false

  constructor(context: ServiceContext) {
    this.#context = context
  }

  read(position: Position): Promise<ReadEvents> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ position, resolve, reject })
      if (this.#isReading) return
      this.#isReading = true
      // One notification wakes many, in one turn.
      setImmediate(() => void this.#readAll())
    })
  }

  async #readAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#readFor(this.#waiting.splice(0, MOST_TOGETHER))
    this.#isReading = false
  }

  async #readFor(waiting: readonly Waiting[]): Promise<void> {
    try {
      const read = await readEvents(
        this.#context,
        waiting.map(({ position }) => position),
      )
      for (const [index, { resolve }] of waiting.entries()) resolve(read[index] ?? { events: [], over: true })
    } catch (error) {
      for (const { reject } of waiting) reject(error)
    }
  }
}

const readers = new WeakMap<ServiceContext, EventReader>()

/** What has happened to a job since, in order. Nothing of a job of somebody else: then it is over. */
export function readEventsAfter(context: ServiceContext, position: Position): Promise<ReadEvents> {
  const reader = readers.get(context) ?? new EventReader(context)
  readers.set(context, reader)
  return reader.read(position)
}

/** One statement, so that the events and the end are seen at the same moment; a job without news is one row. */
async function readEvents({ db }: ServiceContext, positions: readonly Position[]): Promise<ReadEvents[]> {
  const rows = await runStatement<Row>(db, {
    name: 'read_job_events',
    text: `
      select p.position, j.state, j.event_sequence as last, e.sequence, e.type, e.data, e.created_at
        from unnest($1::text[], $2::text[], $3::int[]) with ordinality as p(job_id, account_id, after, position)
        join job j on j.id = p.job_id and j.account_id = p.account_id
        left join lateral (
          select sequence, type, data, created_at from job_event
           where job_id = j.id and sequence > p.after order by sequence limit ${BATCH}
        ) e on j.event_sequence > p.after
       order by p.position, e.sequence`,
    values: [
      positions.map(({ jobId }) => jobId),
      positions.map(({ accountId }) => accountId),
      positions.map(({ after }) => after),
    ],
  })
  const byPosition = Map.groupBy(rows, ({ position }) => Number(position))
  return positions.map(({ after }, index) => toRead(byPosition.get(index + 1) ?? [], after))
}

function toRead(rows: readonly Row[], after: number): ReadEvents {
  const events = rows.flatMap(({ sequence, type, data, created_at }) =>
    sequence === null ? [] : [{ sequence, type, data, created_at: created_at.toISOString() }],
  )
  const [job] = rows
  const seen = events.at(-1)?.sequence ?? after
  return { events, over: job === undefined || (isTerminal(job.state) && job.last <= seen) }
}
