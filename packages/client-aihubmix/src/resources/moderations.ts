import { z } from 'zod'
import type { Asked } from '../asked.ts'
import { checkedBody, extra, mediaUrl, modelId, type Extra } from '../fields.ts'

export type ModerationPart =
  | { type: 'text'; text: string }
  | { type: 'image_url'; image_url: { url: string } }

/** Fields of `POST /v1/moderations`. */
export interface CreateModerationParams extends Extra {
  /** `omni-moderation-latest` */
  model: string
  input: string | readonly string[] | readonly ModerationPart[]
}

export interface Moderation {
  id: string
  model: string
  results: {
    flagged: boolean
    categories: Record<string, boolean>
    /** 0 to 1. */
    category_scores: Record<string, number>
  }[]
}

const text = z.string().min(1, 'must not be empty')
const part: z.ZodType<ModerationPart> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text }),
  z.strictObject({ type: z.literal('image_url'), image_url: z.strictObject({ url: mediaUrl }) }),
])

const schema: z.ZodType<CreateModerationParams> = z.strictObject({
  model: modelId,
  input: z.union([text, z.array(text).min(1), z.array(part).min(1)]),
  extra,
})

export function request(params: CreateModerationParams): Asked<Moderation> {
  return { json: checkedBody(schema, params), schema: moderationSchema }
}

const moderationSchema: z.ZodType<Moderation> = z.object({
  id: z.string().catch(''),
  model: z.string().catch(''),
  results: z
    .array(
      z.object({
        flagged: z.boolean(),
        categories: z.record(z.string(), z.boolean()).catch({}),
        category_scores: z.record(z.string(), z.number()).catch({}),
      }),
    )
    .min(1),
})
