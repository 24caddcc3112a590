import type { Handle, OutputReference } from '@jointo/providers'
import type { ServiceContext } from '../context.ts'
import { checkResult } from '../files/check-result.ts'
import { contentOf } from '../files/content.ts'
import { keepFile } from '../files/keep.ts'
import { own } from '../files/own-failure.ts'
import { PACE } from '../files/pace.ts'
import type { StoredFile } from '../schema.ts'
import type { ClaimedStoring } from './claim-storing.ts'
import { providerOf } from './handle.ts'
import { keepDeadlineAhead } from './own-delay.ts'

/** From the vendor into our storage. Its address goes no further than this. Work that came at once has no handle. */
export async function fetchFile(
  context: ServiceContext,
  claimed: ClaimedStoring,
  handle: Handle | undefined,
  reference: OutputReference,
): Promise<StoredFile> {
  const { row } = claimed
  const provider = providerOf(context, row)
  if (provider === undefined) throw new Error(`${row.provider} is not offered by this process`)
  const signal = AbortSignal.timeout(PACE.totalMs)
  const opened =
    handle === undefined
      ? await provider.openLink(reference, { signal })
      : await provider.openOutput(handle, reference, { signal })
  return keepFile(context, { accountId: row.accountId, holder: row.id }, opened.stream, {
    expectedBytes: opened.contentLength,
    content: contentOf(row.kind),
    onSpooled: async (file, facts) => {
      await checkResult(file, facts)
      await own(() => keepDeadlineAhead(context, claimed))
    },
  })
}
