import type { GenerationRequest, Warning } from '../spec/generation.ts'
import { notRead } from './made.ts'
import { readInline } from './media/inline.ts'
import { renderMusic } from './media/music.ts'
import { readMp4, type Clip } from './media/read-mp4.ts'
import { renderVase } from './media/vase.ts'
import { renderVideo } from './media/video.ts'
import { upscaledVideoSize, videoSize } from './size.ts'
import type { MockTask, TaskPlan } from './task.ts'

const DEFAULT_VIDEO_SECONDS = 4
const DEFAULT_MUSIC_SECONDS = 10
/** What a video is taken for that the mock cannot read. */
const UNREAD_CLIP: Clip = { width: 320, height: 180, seconds: 4 }

interface Planned {
  plan: TaskPlan
  warnings: Warning[]
}

/** What a task will make; undefined for kinds that are made at once. */
export function planTask({ kind, input }: GenerationRequest): Planned | undefined {
  switch (kind) {
    case 'video': {
      const seconds = input.duration_seconds ?? DEFAULT_VIDEO_SECONDS
      const unseen = notRead('input.images[0]', 'The mock video does not show the given frame.')
      const warnings = input.images?.length ? [unseen] : []
      return { plan: { kind, ...videoSize(input), seconds }, warnings }
    }
    case 'video_upscale':
      return planVideoUpscale(input)
    case 'music':
      return { plan: { kind, seconds: input.duration_seconds ?? DEFAULT_MUSIC_SECONDS }, warnings: [] }
    case 'model_3d':
      return { plan: { kind }, warnings: [] }
    default:
      return undefined
  }
}

/** The given video; undefined when it is not an MP4 that came with the request. */
export function readClip({ video }: GenerationRequest['input']): Clip | undefined {
  const file = video && readInline(video.url)
  return file && readMp4(file)
}

/** Makes the file of a task that is over. */
export async function renderTask(
  { plan, motif, seed }: MockTask,
  title: string,
  signal?: AbortSignal,
): Promise<{ bytes: Uint8Array; mediaType: string }> {
  switch (plan.kind) {
    case 'music':
      return { bytes: await renderMusic(motif, plan.seconds, seed, signal), mediaType: 'audio/wav' }
    case 'model_3d':
      return { bytes: renderVase(`vase ${motif}`, seed), mediaType: 'model/gltf-binary' }
    default: {
      const words = plan.kind === 'video' ? `film ${motif}` : `${plan.width} × ${plan.height}`
      return { bytes: await renderVideo({ ...plan, words, title, seed }, signal), mediaType: 'video/mp4' }
    }
  }
}

function planVideoUpscale(input: GenerationRequest['input']): Planned {
  const clip = readClip(input)
  const { seconds, ...size } = clip ?? UNREAD_CLIP
  const plan = { kind: 'video_upscale', ...upscaledVideoSize(size), seconds } as const
  if (!clip) {
    const message =
      'The mock reads MP4 files that come with the request; it took this one for 4 seconds of 320x180.'
    return { plan, warnings: [notRead('input.video', message)] }
  }
  if (plan.width >= clip.width * 2 - 2) return { plan, warnings: [] }
  const message = `The mock makes videos of at most 960 pixels; this one becomes ${plan.width}x${plan.height}.`
  return { plan, warnings: [{ code: 'adjusted', message, param: 'input.video' }] }
}
