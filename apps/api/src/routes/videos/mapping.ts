import { sizeWords, type ModelWords } from '../../http/model-words.ts'
import type { CreateVideo } from './schema.ts'

/** Our words → OpenAI's, where they differ. */
export const videoFields = {
  'input.duration_seconds': 'seconds',
  'input.images': 'input_reference',
  'input.images[0]': 'input_reference',
  'input.images[0].url': 'input_reference',
  'input.images[0].data': 'input_reference',
  'input.images[0].asset_id': 'input_reference',
}

/** OpenAI's words in ours. */
export function toVideoInput(body: CreateVideo, words: ModelWords): Record<string, unknown> {
  return {
    prompt: body.prompt,
    ...(body.negative_prompt == null ? {} : { negative_prompt: body.negative_prompt }),
    ...(body.seconds == null ? {} : { duration_seconds: body.seconds }),
    ...(body.size == null || body.size === 'auto' ? {} : sizeWords(body.size, words)),
    ...(body.aspect_ratio == null ? {} : { aspect_ratio: body.aspect_ratio }),
    ...(body.resolution == null ? {} : { resolution: body.resolution }),
    ...(body.seed == null ? {} : { seed: body.seed }),
    ...(body.reference === undefined ? {} : { images: [{ role: 'first_frame', ...body.reference }] }),
  }
}
