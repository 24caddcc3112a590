import type { ServiceContext } from '../context.ts'
import type { Transaction } from '../db/client.ts'
import { jobWebhook } from '../schema.ts'
import type { Principal } from '../types.ts'
import { ensureAccountSecret } from './account-secret.ts'
import { checkWebhookUrl } from './check-url.ts'

const PARAM = 'webhook_url'

/** Judged by its looks only: accepting a job does not wait for a resolver. Each delivery looks the host up. */
export function checkJobWebhookUrl(context: ServiceContext, address: string | undefined): URL | undefined {
  return address === undefined ? undefined : checkWebhookUrl(address, context.settings, PARAM)
}

/** Before the first event of the job is written, so that it hears of all of them. */
export async function keepJobWebhook(
  tx: Transaction,
  { accountId }: Principal,
  jobId: string,
  url: URL,
): Promise<void> {
  await ensureAccountSecret(tx, accountId)
  // A receiver that hangs holds up its own host only.
  await tx.insert(jobWebhook).values({ jobId, url: url.href, lane: `${accountId} ${url.host}` })
}
