import { colourOf } from '../media/colour.ts'
import { encodePicture } from '../media/picture.ts'
import type { SimTask, TaskState } from '../task-store.ts'
import { unixSeconds, type MediaWork } from './work.ts'

const STATUS = {
  waiting: 'pending',
  running: 'in_progress',
  succeeded: 'completed',
  failed: 'failed',
} as const

/** The nine fields of a task, all always there. A picture's `seconds` say how many were asked for. */
export function describeTask(
  task: SimTask<MediaWork>,
  now: TaskState,
  { embed = false }: { embed?: boolean } = {},
): Record<string, unknown> {
  const { kind, model } = task.work
  const done = now.phase === 'succeeded' || now.phase === 'failed'
  const { failureCode: code, failure: message } = task.script
  return {
    id: task.id,
    object: kind === 'native_image' ? 'image' : 'video',
    model,
    status: now.statusWord ?? STATUS[now.phase],
    output: now.phase === 'succeeded' ? outputOf(task, embed) : [],
    error: now.phase === 'failed' ? { code, message, upstream_detail: null } : null,
    created_at: unixSeconds(task.createdAt),
    completed_at: done ? unixSeconds(task.completesAt) : null,
    expires_at: done ? unixSeconds(task.createdAt + 2 * 3_600_000) : null,
  }
}

function outputOf({ id, work }: SimTask<MediaWork>, embed: boolean): object[] {
  if (work.kind === 'native_video') {
    return [{ index: 0, type: 'file', content_url: `/ai/v1/videos/${id}/content`, content_type: 'video/mp4' }]
  }
  return Array.from({ length: work.seconds }, (_, index) => {
    const head = { index, type: 'file', content_type: 'image/png' }
    if (!embed)
      return { ...head, result_id: `r_${index}`, content_url: `/ai/v1/images/${id}/content/r_${index}` }
    const picture = encodePicture('png', 512, 512, colourOf(work.prompt))
    return { ...head, b64_json: Buffer.from(picture).toString('base64') }
  })
}
