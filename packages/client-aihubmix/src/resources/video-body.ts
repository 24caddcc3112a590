import { InvalidArgumentError } from '@jointo/http-base'
import { compact } from '../compact.ts'
import type { VideoField, VideoParams } from './video-params.ts'

type Body = Record<string, unknown>

interface Family {
  name: string
  matches: RegExp
  /** The fields it takes; the gateway answers 400 to others, or ignores them silently. */
  fields: readonly VideoField[]
  body(params: VideoParams): Body
}

/** The first family that fits a model id decides. Shapes as the gateway's own adapters write them. */
const families: readonly Family[] = [
  {
    name: 'Sora',
    matches: /^sora/,
    fields: ['seconds', 'size', 'first_frame'],
    // The only family with seconds as text and an object as reference.
    body: ({ seconds, size, first_frame }) => ({
      seconds: seconds === undefined ? undefined : String(seconds),
      size,
      input_reference: first_frame === undefined ? undefined : { image_url: first_frame },
    }),
  },
  {
    name: 'Veo',
    matches: /^veo/,
    fields: ['seconds', 'size', 'seed', 'generate_audio'],
    body: ({ seconds, size, seed, generate_audio }) => ({ seconds, size, seed, generate_audio }),
  },
  {
    name: 'DashScope',
    matches: /^(wan2\.7-i2v|happyhorse)/,
    fields: ['seconds', 'resolution', 'aspect_ratio', 'first_frame', 'last_frame', 'seed', 'watermark'],
    body: dashScopeBody,
  },
  {
    name: 'Seedance',
    matches: /^doubao-seedance/,
    fields: [
      'seconds',
      'resolution',
      'aspect_ratio',
      'first_frame',
      'last_frame',
      'reference_images',
      'seed',
      'generate_audio',
      'watermark',
      'camera_fixed',
    ],
    body: seedanceBody,
  },
  {
    name: 'Kling',
    matches: /^kling/,
    fields: ['seconds', 'size', 'first_frame', 'last_frame', 'reference_images', 'seed'],
    body: ({ seconds, size, first_frame, last_frame, reference_images, seed }) => ({
      seconds,
      size,
      image: first_frame,
      image_tail: last_frame,
      image_list: reference_images,
      seed,
    }),
  },
  {
    name: 'flat',
    matches: /^/,
    fields: ['seconds', 'size', 'first_frame', 'seed'],
    body: ({ seconds, size, first_frame, seed }) => ({ seconds, size, input_reference: first_frame, seed }),
  },
]

/**
 * The body of `POST /v1/videos` in the shape the model's family wants.
 * @throws InvalidArgumentError naming a field the family does not take
 */
export function videoBody(params: VideoParams): Body {
  const { model, prompt, extra, ...dials } = params
  const family = families.find(({ matches }) => matches.test(model.toLowerCase())) ?? flat
  for (const [field, value] of Object.entries(dials)) {
    if (value !== undefined && !family.fields.some((known) => known === field)) {
      const taken = family.fields.join(', ')
      throw new InvalidArgumentError(`${model} does not take ${field}; it takes ${taken}`, field)
    }
  }
  const head = family.name === 'DashScope' ? { model } : { model, prompt }
  return compact({ ...head, ...family.body(params), ...extra })
}

const flat = families[families.length - 1] as Family

function dashScopeBody(params: VideoParams): Body {
  const { prompt, seconds, resolution, aspect_ratio, first_frame, last_frame, seed, watermark } = params
  const media = [
    { type: 'first_frame', url: first_frame },
    { type: 'last_frame', url: last_frame },
  ].filter(({ url }) => url !== undefined)
  const parameters = {
    resolution: resolution?.toUpperCase(),
    duration: seconds,
    aspect_ratio,
    seed,
    watermark,
  }
  return {
    input: compact({ prompt, media: media.length > 0 ? media : undefined }),
    parameters: compact(parameters),
  }
}

/** `resolution` is a word here, never sides; pictures ride in `content` beside the words. */
function seedanceBody(params: VideoParams): Body {
  const { prompt, seconds, resolution, aspect_ratio, seed, generate_audio, watermark, camera_fixed } = params
  const image = (url: string | undefined, role: string): Body[] =>
    url === undefined ? [] : [{ type: 'image_url', image_url: { url }, role }]
  const images = [
    ...image(params.first_frame, 'first_frame'),
    ...image(params.last_frame, 'last_frame'),
    ...(params.reference_images ?? []).flatMap((url) => image(url, 'reference_image')),
  ]
  return {
    duration: seconds,
    content: images.length > 0 ? [{ type: 'text', text: prompt }, ...images] : undefined,
    resolution,
    ratio: aspect_ratio,
    seed,
    generate_audio,
    watermark,
    camera_fixed,
  }
}
