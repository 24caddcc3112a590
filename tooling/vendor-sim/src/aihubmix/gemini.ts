import type { Hono } from 'hono'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { colourOf } from '../media/colour.ts'
import { encodePicture } from '../media/picture.ts'
import { encodePcm } from '../media/wav.ts'
import { fails, refuses } from '../prompt-marks.ts'
import { VendorRefusal, type VendorContext, type VendorEnv } from '../vendor.ts'
import { piecesOf, sendEvents } from './events.ts'
import { MODELS } from './models.ts'
import { countTokens, readJson, takeKeyFrom, type AIHubMixState } from './work.ts'

const part = z.strictObject({
  text: z.string().optional(),
  inlineData: z.strictObject({ mimeType: z.string(), data: z.string() }).optional(),
})

const contentSchema = z.looseObject({
  contents: z
    .array(z.strictObject({ role: z.enum(['user', 'model']).optional(), parts: z.array(part).min(1) }))
    .min(1),
  systemInstruction: z.looseObject({ parts: z.array(part) }).optional(),
  generationConfig: z
    .looseObject({
      maxOutputTokens: z.int().min(1).optional(),
      responseModalities: z.array(z.enum(['TEXT', 'IMAGE', 'AUDIO'])).optional(),
      imageConfig: z
        .strictObject({
          aspectRatio: z.string().optional(),
          imageSize: z.enum(['1K', '2K', '4K']).optional(),
        })
        .optional(),
    })
    .optional(),
})

/** Google's own protocol, with its own errors. The method hangs on the model's name. */
export function addGeminiRoutes(app: Hono<VendorEnv>, state: AIHubMixState): void {
  app.post('/gemini/v1beta/models/:call', (c) => {
    takeKeyFrom(c, 'x-goog-api-key')
    const [model = '', method = ''] = c.req.param('call').split(':')
    checkCaller(c, model)
    const parsed = contentSchema.safeParse(readJson(c))
    if (!parsed.success) throw refusal(400, 'INVALID_ARGUMENT', parsed.error.issues[0]?.message ?? '')
    const isStream = method === 'streamGenerateContent'
    if (!isStream && method !== 'generateContent') throw refusal(404, 'NOT_FOUND', `no method ${method}`)
    // Without it Google sends one JSON list; nobody here reads that.
    if (isStream && c.req.query('alt') !== 'sse') throw refusal(400, 'INVALID_ARGUMENT', 'alt must be sse')
    const asked = (parsed.data.contents.at(-1)?.parts ?? []).map(({ text = '' }) => text).join('')
    if (fails(asked)) throw refusal(500, 'INTERNAL', 'An internal error has occurred')
    state.accept(c, { id: randomUUID(), model })
    const isRefused = c.var.refused || refuses(asked)
    if (isRefused) return answer(isStream, [{ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }])
    const wanted = parsed.data.generationConfig?.responseModalities ?? ['TEXT']
    const parts = wanted.flatMap((modality) => produce(modality, asked))
    const promptTokenCount = countTokens(asked)
    const candidatesTokenCount = parts.reduce((sum, { text = '' }) => sum + countTokens(text), 0)
    const totalTokenCount = promptTokenCount + candidatesTokenCount
    const usageMetadata = { promptTokenCount, candidatesTokenCount, totalTokenCount }
    const end = { usageMetadata, modelVersion: model }
    const candidate = (some: object[], finishReason?: string): object => ({
      candidates: [
        { content: { role: 'model', parts: some }, index: 0, ...(finishReason && { finishReason }) },
      ],
    })
    if (!isStream) return answer(false, [{ ...candidate(parts, 'STOP'), ...end }])
    const pieces = parts.flatMap((one) =>
      one.text === undefined ? [one] : piecesOf(one.text).map((text) => ({ text })),
    )
    return answer(true, [...pieces.map((piece) => candidate([piece])), { ...candidate([], 'STOP'), ...end }])
  })
}

function answer(isStream: boolean, pieces: object[]): Response {
  return isStream ? sendEvents(pieces.map((data) => ({ data }))) : Response.json(pieces[0])
}

function checkCaller(c: VendorContext, model: string): void {
  const { state } = c.var.apiKey
  if (state === 'missing' || state === 'wrong') throw refusal(401, 'UNAUTHENTICATED', 'API key not valid')
  if (!MODELS.gemini.includes(model)) throw refusal(404, 'NOT_FOUND', `models/${model} is not found`)
  if (state === 'broke')
    throw refusal(403, 'insufficient_user_quota', 'The balance of this account is not enough')
}

function refusal(code: number, status: string, message: string): VendorRefusal {
  return new VendorRefusal({ status: code, body: { error: { code, message, status } } })
}

interface Part {
  text?: string
  inlineData?: { mimeType: string; data: string }
}

function produce(modality: 'TEXT' | 'IMAGE' | 'AUDIO', asked: string): Part[] {
  const inline = (mimeType: string, bytes: Uint8Array): Part => ({
    inlineData: { mimeType, data: Buffer.from(bytes).toString('base64') },
  })
  if (modality === 'IMAGE') return [inline('image/png', encodePicture('png', 1024, 1024, colourOf(asked)))]
  if (modality === 'AUDIO') return [inline('audio/L16;codec=pcm;rate=24000', encodePcm(0.5))]
  return [{ text: `You said: ${asked}` }]
}
