import type { ServiceContext } from '../context.ts'
import type { Principal } from '../types.ts'
import { checkPublicUrl } from '../public-url.ts'

const PARAM = 'webhook_url'

/** Judged by its looks only: accepting a job does not wait for a resolver. Each delivery looks the host up. */
export function checkJobWebhookUrl(context: ServiceContext, address: string | undefined): URL | undefined {
  return address === undefined ? undefined : checkPublicUrl(address, context.settings, PARAM)
}

/** A receiver that hangs holds up its own host only. */
export function jobWebhookLane({ accountId }: Principal, url: URL): string {
  return `${accountId} ${url.host}`
}
