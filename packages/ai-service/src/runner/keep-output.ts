import type { Handle, OutputReference } from '@jointo/providers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceContext } from '../context.ts'
import { describeError } from '../describe-error.ts'
import { checkResult } from '../files/check-result.ts'
import { contentOf } from '../files/content.ts'
import { keepFile } from '../files/keep.ts'
import { own, OwnFailureError } from '../files/own-failure.ts'
import { PACE } from '../files/pace.ts'
import { UnacceptableFileError } from '../files/unacceptable-file.ts'
import type { JobRow } from '../jobs/transition.ts'
import type { StoredFile } from '../schema.ts'
import { providerOf } from './handle.ts'
import { moveDeadline } from './own-delay.ts'

/** From the vendor into our storage. Its address goes no further than this. */
export async function fetchFile(
  context: ServiceContext,
  row: JobRow,
  handle: Handle | undefined,
  reference: OutputReference,
): Promise<StoredFile> {
  const provider = providerOf(context, row)
  if (provider === undefined || handle === undefined)
    throw new Error(`${row.provider} is not offered by this process`)
  const signal = AbortSignal.timeout(PACE.totalMs)
  const opened = await provider.openOutput(handle, reference, { signal })
  return keepFile(context, { accountId: row.accountId, holder: row.id }, opened.stream, {
    expectedBytes: opened.contentLength,
    content: contentOf(row.kind),
    onSpooled: async (file, facts) => {
      await checkResult(file, facts)
      await own(() => moveDeadline(context, row))
    },
  })
}

/**
 * What came inside the vendor's answer. It is paid for and only in memory: storage that is away is tried again until the
 * job's deadline, which moves as long as it may. Bytes that are no file we keep leave nothing to store.
 */
export async function keepProduced(
  context: ServiceContext,
  row: JobRow,
  produced: readonly { bytes: Uint8Array }[],
): Promise<{ stored: StoredFile }[]> {
  const owner = { accountId: row.accountId, holder: row.id }
  const files: { stored: StoredFile }[] = []
  for (const { bytes } of produced) {
    let until = row.deadlineAt
    for (let delayMs = 1_000; ; delayMs = Math.min(delayMs * 2, 30_000)) {
      try {
        const options = { content: contentOf(row.kind), onSpooled: checkResult }
        files.push({ stored: await keepFile(context, owner, bytes, options) })
        break
      } catch (error) {
        if (error instanceof UnacceptableFileError) {
          context.logger.error(
            { jobId: row.id, error: error.message },
            'the vendor sent something that is no whole file',
          )
          return []
        }
        context.logger.warn({ jobId: row.id, error: describeError(error) }, 'result not stored yet')
        if (error instanceof OwnFailureError) {
          until = (await moveDeadline(context, row).catch(() => undefined)) ?? until
        }
        if (Date.now() + delayMs > until.getTime()) return []
        await sleep(delayMs)
      }
    }
  }
  return files
}
