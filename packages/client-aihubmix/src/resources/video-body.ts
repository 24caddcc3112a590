import { checkArguments, InvalidArgumentError } from '@jointo/http-base'
import { z } from 'zod'
import type { Asked } from '../asked.ts'
import { compact } from '../compact.ts'
import { extra as extraField, modelId } from '../fields.ts'
import { videoFamilies } from './video-families.ts'
import type { VideoParams } from './video-params.ts'
import { videoSchema, type Video } from './video.ts'

const head = {
  prompt: z.string().min(1, 'must not be empty').max(32_000),
  extra: extraField,
}

/**
 * The body of `POST /v1/videos` in the shape the model's family wants.
 * @throws InvalidArgumentError naming a field the family does not take, or takes otherwise
 */
export function videoBody(params: VideoParams): Record<string, unknown> {
  const { model, extra, ...dials } = params
  const { model: id } = checkArguments(z.looseObject({ model: modelId }), { model })
  const family = videoFamilies.find(({ matches }) => matches.test(id.toLowerCase()))
  const fields = family?.fields ?? {}
  for (const [field, value] of Object.entries(dials)) {
    if (value === undefined || field === 'prompt' || Object.hasOwn(fields, field)) continue
    const taken = Object.keys(fields).join(', ')
    throw new InvalidArgumentError(`${field}: ${model} does not take it; it takes ${taken}`, field)
  }
  checkArguments<unknown>(z.looseObject({ ...head, ...fields }), params)
  return compact({ model, ...family?.body(params), ...extra })
}

/** JSON, or a form where the reference is a file. */
export function videoRequest(params: VideoParams): Asked<Video> {
  const json = videoBody(params)
  if (params.reference_file === undefined) return { json, schema: videoSchema }
  if (params.first_frame !== undefined) {
    throw new InvalidArgumentError(
      'reference_file: the first frame is there already: leave one out',
      'reference_file',
    )
  }
  const texts = Object.entries(json).map(([name, value]) => [name, textOf(name, value)])
  const form = { ...Object.fromEntries(texts), input_reference: params.reference_file }
  return { form, schema: videoSchema }
}

/** A form holds texts: a list or an object would arrive as nonsense. */
function textOf(name: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  const message = `extra.${name}: must be a text, a number or a boolean beside reference_file`
  throw new InvalidArgumentError(message, `extra.${name}`)
}
