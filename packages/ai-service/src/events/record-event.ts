import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Transaction } from '../db/client.ts'
import { afterCommit } from '../db/transaction.ts'
import type { Queue } from '../queue/queue.ts'

export interface NewJobEvent {
  jobId: string
  accountId: string
  /** The last one's and one: events of a job have no gaps. */
  sequence: number
  type: string
  data: Record<string, unknown>
}

/** Writes an event of a job and a delivery for whoever wants it, in the transaction of the change that it tells of. */
export async function recordJobEvent(tx: Transaction, queue: Queue, event: NewJobEvent): Promise<void> {
  const { rows } = await tx.execute<{ deliveries: number }>(sql`
    select tell_job_event(${event.jobId}, ${event.accountId}, ${event.sequence}, ${event.type},
                          ${JSON.stringify(event.data)}::jsonb) as deliveries`)
  if ((rows[0]?.deliveries ?? 0) > 0) afterCommit(tx, () => queue.wake('deliver'))
}

export interface NewAccountEvent {
  accountId: string
  type: string
  data: Record<string, unknown>
}

/** What happened to an account rather than to a job: told to its endpoints. */
export async function recordAccountEvent(
  tx: Transaction,
  queue: Queue,
  { accountId, type, data }: NewAccountEvent,
): Promise<void> {
  const eventId = `evt_${randomBytes(16).toString('hex')}`
  const payload = JSON.stringify({ type, timestamp: new Date().toISOString(), data })
  const { rows } = await tx.execute<{ id: string }>(sql`
    select webhook_fan_out(${accountId}, ${eventId}, ${type}, ${payload}, null, null) as id`)
  for (const { id } of rows) await queue.tick(tx, 'deliver', id)
}
