import type { Job } from '@jointo/ai-service'
import { sizeWords, type ModelWords } from '../../http/model-words.ts'
import type { GenerateImage, ImagesReply } from './schema.ts'

/** Our words → OpenAI's, where they differ. */
export const imageFields = { 'input.format': 'output_format' }

/** OpenAI's words in ours. `auto` and `n: 1` say nothing. */
export function toImageInput(body: GenerateImage, words: ModelWords): Record<string, unknown> {
  const size = chosen(body.size)
  return withoutUndefined({
    prompt: body.prompt,
    negative_prompt: body.negative_prompt ?? undefined,
    n: body.n === 1 ? undefined : (body.n ?? undefined),
    ...(size === undefined ? {} : sizeWords(size, words)),
    ...(body.aspect_ratio == null ? {} : { aspect_ratio: body.aspect_ratio }),
    resolution: body.resolution ?? undefined,
    quality: chosen(body.quality),
    style: body.style ?? undefined,
    background: chosen(body.background),
    format: body.output_format ?? undefined,
    seed: body.seed ?? undefined,
  })
}

/** OpenAI's reply from a finished job and its pictures. */
export function toImagesReply(job: Job, data: ImagesReply['data'], body: GenerateImage): ImagesReply {
  const [first] = job.output
  const quality = chosen(body.quality)
  const background = chosen(body.background)
  return {
    created: Math.floor(Date.parse(job.created_at) / 1000),
    data,
    ...(first === undefined ? {} : { output_format: first.media_type.replace('image/', '') }),
    ...(first?.width == null || first.height === null ? {} : { size: `${first.width}x${first.height}` }),
    ...(quality === undefined ? {} : { quality }),
    ...(background === undefined ? {} : { background }),
  }
}

function chosen(value: string | null | undefined): string | undefined {
  return value === 'auto' ? undefined : (value ?? undefined)
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))
}
