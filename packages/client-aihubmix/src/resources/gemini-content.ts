import { checkArguments } from '@jointo/http-base'
import { z } from 'zod'
import { modelId } from '../fields.ts'

export interface GeminiPart {
  text?: string | undefined
  /** Base64. */
  inlineData?: { mimeType: string; data: string } | undefined
  [field: string]: unknown
}

/** Google's request; the model is part of the path. Fields not named here (`tools`, `safetySettings`…) are passed on. */
export interface GenerateContentParams {
  model: string
  contents: readonly { role?: 'user' | 'model' | undefined; parts: readonly GeminiPart[] }[]
  systemInstruction?: { parts: readonly GeminiPart[] } | undefined
  generationConfig?:
    | {
        maxOutputTokens?: number | undefined
        temperature?: number | undefined
        /** Pictures: `['TEXT', 'IMAGE']`. Speech: `['AUDIO']`. */
        responseModalities?: readonly ('TEXT' | 'IMAGE' | 'AUDIO')[] | undefined
        imageConfig?:
          | { aspectRatio?: string | undefined; imageSize?: '1K' | '2K' | '4K' | undefined }
          | undefined
        [field: string]: unknown
      }
    | undefined
  [field: string]: unknown
}

/** A whole answer, or one piece of a streamed one. */
export interface GeminiContent {
  candidates: {
    content: { role?: string | undefined; parts: GeminiPart[] }
    finishReason?: string | undefined
    [field: string]: unknown
  }[]
  /** Why nothing was made. */
  promptFeedback?: { blockReason?: string | undefined } | undefined
  usageMetadata?:
    | { promptTokenCount: number; candidatesTokenCount: number; totalTokenCount: number }
    | undefined
  [field: string]: unknown
}

const part: z.ZodType<GeminiPart> = z.looseObject({
  text: z.string().optional(),
  inlineData: z.strictObject({ mimeType: z.string().min(1), data: z.string().min(1) }).optional(),
})

const paramsSchema: z.ZodType<GenerateContentParams> = z.looseObject({
  model: modelId,
  contents: z
    .array(
      z.strictObject({
        role: z
          .enum(['user', 'model'], 'must be user or model: instructions go into systemInstruction')
          .optional(),
        parts: z.array(part).min(1),
      }),
    )
    .min(1, 'needs at least one content'),
  systemInstruction: z.looseObject({ parts: z.array(part).min(1) }).optional(),
  generationConfig: z
    .looseObject({
      maxOutputTokens: z.int().min(1).optional(),
      temperature: z.number().min(0).max(2).optional(),
      responseModalities: z.array(z.enum(['TEXT', 'IMAGE', 'AUDIO'])).optional(),
      imageConfig: z
        .looseObject({
          aspectRatio: z.string().optional(),
          imageSize: z.enum(['1K', '2K', '4K']).optional(),
        })
        .optional(),
    })
    .optional(),
})

export function contentBody(params: GenerateContentParams): Record<string, unknown> {
  const { model: _inThePath, ...body } = checkArguments(paramsSchema, params)
  return body
}

const tokens = z.number().min(0).catch(0)
const replyPart: z.ZodType<GeminiPart> = z.looseObject({
  text: z.string().optional().catch(undefined),
  inlineData: z.object({ mimeType: z.string(), data: z.string() }).optional().catch(undefined),
})

/** A piece may come without candidates: usage alone, or why the prompt was blocked. */
export const contentSchema: z.ZodType<GeminiContent> = z
  .looseObject({
    candidates: z
      .array(
        z.looseObject({
          content: z
            .looseObject({ role: z.string().optional(), parts: z.array(replyPart).catch([]) })
            .catch({ parts: [] }),
          finishReason: z.string().optional().catch(undefined),
        }),
      )
      .default([]),
    promptFeedback: z.looseObject({ blockReason: z.string().optional() }).optional().catch(undefined),
    usageMetadata: z
      .looseObject({ promptTokenCount: tokens, candidatesTokenCount: tokens, totalTokenCount: tokens })
      .optional()
      .catch(undefined),
  })
  .refine(
    ({ candidates, promptFeedback, usageMetadata }) =>
      candidates.length > 0 || promptFeedback !== undefined || usageMetadata !== undefined,
    'neither candidates nor a reason',
  )
