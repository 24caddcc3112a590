import { formatCredits } from '@jointo/providers'
import type { JobRow } from './transition.ts'
import { statusOf } from './present.ts'

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
