import { isProviderError, type Handle } from '@jointo/providers'
import { and, eq } from 'drizzle-orm'
import { breakPoint } from '../break-point.ts'
import type { ServiceContext } from '../context.ts'
import { own, OwnFailureError } from '../files/own-failure.ts'
import { UnacceptableFileError } from '../files/unacceptable-file.ts'
import type { JobRow } from '../jobs/transition.ts'
import { job, type JobFile } from '../schema.ts'
import type { ClaimedStoring } from './claim-storing.ts'
import { fetchFile } from './fetch-file.ts'
import { providerOf, readHandle } from './handle.ts'
import { referenced, storedOf, type Stored } from './job-file.ts'

export interface Fetched extends Stored {
  /** Why some are not there. */
  errors: unknown[]
}

/**
 * Fetches what is not in storage yet. One that can not be had does not keep the others.
 *
 * @throws what is no fault of a file: storage, disk or database are away
 */
export async function storeFiles(context: ServiceContext, claimed: ClaimedStoring): Promise<Fetched> {
  const { row } = claimed
  // What failed may have been our storage: nothing is fetched again for one that is still away.
  if (row.storeFailureCount > 0) await own(() => context.storage.ready())
  const handle = await readHandle(context, row)
  const files =
    row.storeFailureCount > 0 && handle !== undefined
      ? await freshFiles(context, row, handle)
      : [...row.files]
  const errors: unknown[] = []
  for (const [position, file] of files.entries()) {
    if (!('reference' in file)) continue
    try {
      files[position] = { stored: await fetchFile(context, claimed, handle, file.reference) }
    } catch (error) {
      if (error instanceof OwnFailureError) throw error
      errors.push(error)
      continue
    }
    await breakPoint('store:put')
    // A crash after this line does not fetch this file again.
    await context.db
      .update(job)
      .set({ files })
      .where(and(eq(job.id, row.id), eq(job.fence, row.fence), eq(job.state, 'storing')))
  }
  return { ...storedOf(files), errors }
}

/** The vendor no longer has it, or what it has is no whole file. */
export const isBadResult = (error: unknown): boolean =>
  error instanceof UnacceptableFileError ||
  (isProviderError(error) &&
    ['result_unavailable', 'content_refused', 'vendor_rejected', 'invalid_request'].includes(error.code))

/** Vendors' links grow old: after a failure the vendor is asked for new ones. */
async function freshFiles(context: ServiceContext, row: JobRow, handle: Handle): Promise<JobFile[]> {
  const provider = providerOf(context, row)
  if (provider === undefined || row.files.every((file) => 'stored' in file)) return [...row.files]
  const status = await provider.status(handle)
  if (status.state !== 'completed' || status.outputs.length !== row.files.length) return [...row.files]
  return row.files.map((file, index) => {
    const reference = status.outputs[index]
    return 'stored' in file || reference === undefined ? file : referenced(reference)
  })
}
