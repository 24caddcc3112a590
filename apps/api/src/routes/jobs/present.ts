import type { Job } from '@jointo/ai-service'
import { withPublicUrl } from '../../http/with-public-url.ts'

/** A job as it goes out: with links that work. */
export function presentJob(job: Job, publicUrl: string): Job {
  const output = job.output.map((file) => ({
    ...file,
    url: file.url === null ? null : withPublicUrl(file.url, publicUrl),
  }))
  return { ...job, output }
}
