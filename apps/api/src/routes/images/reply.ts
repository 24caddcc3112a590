import type { Job } from '@jointo/ai-service'
import type { AppContext } from '../../env.ts'
import { namedEvent } from '../../http/event-stream.ts'
import { readAssetAsBase64 } from '../../http/read-asset.ts'
import { readResult } from '../../http/read-result.ts'
import { waitForJob } from '../../http/wait-for-job.ts'
import { withPublicUrl } from '../../http/with-public-url.ts'
import { pictureTraits } from './mapping.ts'
import type { GenerateImage, ImagesReply } from './schema.ts'

/** What of a request its reply depends on. */
export type Wanted = Pick<GenerateImage, 'quality' | 'background' | 'response_format' | 'model'>

/** Waits for the pictures; OpenAI's reply. */
export async function imagesReply(c: AppContext, started: Job, wanted: Wanted): Promise<ImagesReply> {
  const job = await waitForJob(c, started)
  const data = await Promise.all(
    job.output.map(async (file) =>
      wanted.response_format === 'url' && file.url !== null
        ? { url: withPublicUrl(file.url, c.get('settings').publicUrl) }
        : { b64_json: await readResult(c, job, () => readAssetAsBase64(c, file.asset_id)) },
    ),
  )
  return { created: unixSeconds(job), data, ...pictureTraits(job, wanted) }
}

/** Token counts of OpenAI's own models, which strict readers expect. What a picture costs is in credits. */
const USAGE = {
  input_tokens: 0,
  output_tokens: 0,
  total_tokens: 0,
  input_tokens_details: { text_tokens: 0, image_tokens: 0 },
}

/** The pictures of a finished job as events. There are none of unfinished pictures: vendors do not hand those out. */
export async function* pictureEvents(
  c: AppContext,
  job: Job,
  type: 'image_generation.completed' | 'image_edit.completed',
  wanted: Wanted,
): AsyncGenerator<string> {
  for (const file of job.output) {
    yield namedEvent({
      type,
      b64_json: await readResult(c, job, () => readAssetAsBase64(c, file.asset_id)),
      created_at: unixSeconds(job),
      quality: 'auto',
      background: 'auto',
      ...pictureTraits(job, wanted),
      usage: USAGE,
    })
  }
}

function unixSeconds(job: Job): number {
  return Math.floor(Date.parse(job.created_at) / 1000)
}
