import type { Job } from '@jointo/ai-service'
import type { AppContext } from '../../env.ts'
import { answerFor } from '../../errors/service-errors.ts'

/** @throws when there is no such job, and when it is not a video */
export async function findVideo(c: AppContext, id: string): Promise<Job> {
  const job = await c.var.service.jobs.get(c.var.principal, id)
  if (job.kind !== 'video') throw answerFor('not_found', 'There is no such video')
  return job
}
