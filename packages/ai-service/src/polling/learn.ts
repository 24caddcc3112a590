import { and, eq, sql } from 'drizzle-orm'
import type { ServiceContext } from '../context.ts'
import type { Database } from '../db/client.ts'
import { describeError } from '../describe-error.ts'
import { modelPace } from '../schema.ts'
import { paceOf, REMEMBERED_JOBS } from './pace.ts'

export interface ModelKey {
  provider: string
  model: string
  kind: string
}

export interface PaceBook {
  /** Milliseconds from acceptance to result. Written a little later, many at once. */
  add(key: ModelKey, sampleMs: number): void
  /** Writes what has come in since. */
  flush(): Promise<void>
}

const WRITE_AFTER_MS = 1_000
/** A pace that fell by more than this brings waiting jobs forward. */
const FELL = 0.75

/** Gathers how long jobs took. What is lost (a process that dies, two that write at once) is only a hint less. */
export function createPaceBook({ db, logger }: Pick<ServiceContext, 'db' | 'logger'>): PaceBook {
  let fresh = new Map<string, { key: ModelKey; samples: number[] }>()
  let timer: NodeJS.Timeout | undefined

  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const learned = fresh
    fresh = new Map()
    for (const { key, samples } of learned.values()) {
      await write(db, key, samples).catch((error: unknown) =>
        logger.warn({ ...key, error: describeError(error) }, 'pace not written'),
      )
    }
  }

  return {
    add(key, sampleMs) {
      const name = `${key.provider}/${key.model}/${key.kind}`
      const entry = fresh.get(name) ?? { key, samples: [] }
      fresh.set(name, entry)
      entry.samples.unshift(sampleMs)
      timer ??= setTimeout(() => void flush(), WRITE_AFTER_MS).unref()
    },
    flush,
  }
}

async function write(db: Database, key: ModelKey, newest: readonly number[]): Promise<void> {
  const mine = and(
    eq(modelPace.provider, key.provider),
    eq(modelPace.model, key.model),
    eq(modelPace.kind, key.kind),
  )
  const [known] = await db.select().from(modelPace).where(mine)
  const samples = [...newest, ...(known?.samples ?? [])].slice(0, REMEMBERED_JOBS)
  const pace = paceOf(samples)
  const values = {
    samples,
    earlyMs: pace?.earlyMs ?? null,
    lateMs: pace?.lateMs ?? null,
    updatedAt: sql`now()`,
  }
  await db
    .insert(modelPace)
    .values({ ...key, ...values })
    .onConflictDoUpdate({ target: [modelPace.provider, modelPace.model, modelPace.kind], set: values })
  if (pace !== undefined && known?.earlyMs != null && pace.earlyMs < known.earlyMs * FELL) {
    await bringForward(db, key, pace.earlyMs)
  }
}

/** The model has become faster: jobs that still wait for their first look get it at the new time, spread over an interval. */
async function bringForward(
  db: Database,
  { provider, model, kind }: ModelKey,
  earlyMs: number,
): Promise<void> {
  await db.execute(sql`
    update vendor_task t
       set next_poll_at = least(t.next_poll_at,
             greatest(now(), t.started_at + greatest(${earlyMs}::int, t.interval_ms) * interval '1 millisecond')
               + random() * t.interval_ms * interval '1 millisecond')
      from (select w.job_id from vendor_task w join job j on j.id = w.job_id
             where w.provider = ${provider} and w.looked_at is null and j.model = ${model} and j.kind = ${kind}
               for update of w skip locked) waiting
     where t.job_id = waiting.job_id`)
}
