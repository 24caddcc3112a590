import { formatCredits } from '@jointo/providers'
import { sql, type SQL } from 'drizzle-orm'
import type { JobState } from './machine.ts'
import { statusOf } from './present.ts'
import type { JobRow } from './transition.ts'

/** What an event tells: enough to act on, and neither the prompt nor a link. */
export function eventSnapshot(row: JobRow, assetIds: readonly string[] = []): Record<string, unknown> {
  return {
    id: row.id,
    sequence: row.eventSequence,
    status: statusOf(row.state),
    stage: row.state,
    kind: row.kind,
    model: `${row.provider}/${row.model}`,
    progress: row.progress,
    charged: formatCredits(row.charged ?? 0n),
    error: row.errorCode,
    asset_ids: assetIds,
  }
}

/** The same of a job that goes on, from the columns of `moved`: for statements that move many jobs at once. */
export function eventSnapshotSql(state: JobState): SQL {
  return sql`jsonb_build_object(
    'id', moved.id, 'sequence', moved.event_sequence, 'status', ${statusOf(state)}::text, 'stage', moved.state,
    'kind', moved.kind, 'model', moved.provider || '/' || moved.model, 'progress', moved.progress, 'charged', '0',
    'error', null, 'asset_ids', '[]'::jsonb)`
}
