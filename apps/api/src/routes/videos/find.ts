import type { Job } from '@jointo/ai-service'
import type { AppContext } from '../../env.ts'
import { answerFor } from '../../errors/service-errors.ts'

/**
 * @param shown false: also one that was deleted, for whoever comes back with his key
 * @throws when there is no such job, and when it is not a video
 */
export async function findVideo(c: AppContext, id: string, shown = true): Promise<Job> {
  const job = await c.get('service').jobs.get(c.get('principal'), id, { shown })
  if (job.kind !== 'video') throw answerFor('not_found', 'There is no such video')
  return job
}
