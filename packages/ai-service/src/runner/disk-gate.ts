import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { replayIntervalMs } from './journal-folder.ts'
import { leftResults } from './result-journal.ts'

const LOOK_EVERY_MS = 1_000

/**
 * Whether this worker may take new submissions: what vendors answer has to fit its disk, and results that processes have left
 * behind must not heap up there while storage is away. Asked often; looks once a second.
 */
export function createDiskGate(context: ServiceContext): () => Promise<boolean> {
  let notBefore = -Infinity
  let closedBy: string | undefined
  const look = async (): Promise<void> => {
    const reason = await problemOf(context)
    if (reason !== undefined && closedBy === undefined)
      context.logger.error({ reason }, 'nothing new is submitted: results could not be kept')
    if (reason === undefined && closedBy !== undefined)
      context.logger.info({ reason: closedBy }, 'submitting again')
    closedBy = reason
  }
  return async () => {
    if (performance.now() >= notBefore) {
      await look()
      notBefore = performance.now() + LOOK_EVERY_MS
    }
    return closedBy === undefined
  }
}

async function problemOf(context: ServiceContext): Promise<string | undefined> {
  try {
    await context.dataFolder.check()
  } catch (error) {
    return `DATA_DIR can not be written (${describeError(error)})`
  }
  const left = await leftResults(context, replayIntervalMs(context) / 2)
  return left.length < context.settings.workerConcurrency
    ? undefined
    : `${left.length} results wait in the journal for storage`
}
