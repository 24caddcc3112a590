import type { Random } from '../random.ts'
import type { Evidence } from '../report.ts'
import { checkEvents } from './events.ts'
import { checkJobs } from './jobs.ts'
import { checkLeaks } from './leaks.ts'
import { checkMoney } from './money.ts'
import { checkOutputs } from './outputs.ts'
import { checkReplays } from './replays.ts'
import { checkVendors } from './vendors.ts'
import { checkWebhooks } from './webhooks.ts'

/** One line for each promise that was broken: its number, what happened, whose. The order matters only for the last, which orders again. */
export async function checkPromises(evidence: Evidence, random: Random): Promise<string[]> {
  const { apis, workers } = evidence.deployment
  const surprises = [...apis, ...workers].flatMap((one) => one.surprises)
  return [
    ...surprises.map((what) => `P27 ${what}`),
    ...(await checkJobs(evidence)),
    ...(await checkEvents(evidence)),
    ...(await checkVendors(evidence)),
    ...(await checkMoney(evidence)),
    ...(await checkOutputs(evidence, random)),
    ...(await checkWebhooks(evidence)),
    ...(await checkLeaks(evidence)),
    ...(await checkReplays(evidence, random)),
  ]
}
