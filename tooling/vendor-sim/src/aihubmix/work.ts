import type { z } from 'zod'
import { refuses } from '../prompt-marks.ts'
import { readBearer } from '../api-key.ts'
import { VendorRefusal, VendorState, type VendorContext } from '../vendor.ts'
import { aihubmixError, contentRefused, invalidRequest, unknownModel } from './errors.ts'
import { MODELS, type ModelKind } from './models.ts'

/** A video or picture being made; everything else is answered at once. */
export interface MediaWork {
  /** Which API knows of it. */
  kind: 'video' | 'prediction' | 'native_image' | 'native_video'
  model: string
  prompt: string
  seconds: number
  width: number
  height: number
  /** The video it was made from. */
  remixOf?: string
}

export interface SimToken {
  id: number
  name: string
  status: number
  [field: string]: unknown
}

export class AIHubMixState extends VendorState<MediaWork> {
  readonly tokens: Map<number, SimToken> = new Map()

  override reset(): void {
    super.reset()
    this.tokens.clear()
  }
}

export function checkKey(c: VendorContext): void {
  const { state } = c.var.apiKey
  if (state === 'missing' || state === 'wrong') throw new VendorRefusal(aihubmixError(401))
}

/** Other protocols carry the same key in a header of their own; the bearer's stays as a fallback. */
export function takeKeyFrom(c: VendorContext, header: string): void {
  const text = c.req.header(header)
  if (text !== undefined) c.set('apiKey', readBearer(`Bearer ${text}`))
}

/** Asked last, when the gateway would bill. */
export function checkBalance(c: VendorContext): void {
  if (c.var.apiKey.state === 'broke') throw new VendorRefusal(aihubmixError(403))
}

export function moderate(c: VendorContext, ...texts: string[]): void {
  if (c.var.refused || texts.some(refuses)) throw contentRefused()
}

export function readJson(c: VendorContext): unknown {
  const { body } = c.var
  if (body.kind !== 'json') throw invalidRequest('The request body is not valid JSON')
  return body.value
}

/** The gateway looks for a channel for the model before anything else; the rest is the upstream's to judge. */
export function checkModel(value: unknown, kind: ModelKind): string {
  const model = typeof value === 'object' && value !== null && 'model' in value ? value.model : undefined
  if (typeof model !== 'string' || model === '') {
    throw invalidRequest("Missing required parameter: 'model'.", { param: 'model' })
  }
  if (!MODELS[kind].includes(model)) throw unknownModel(model)
  return model
}

/** Parses, and words the first problem the way OpenAI's own API does. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  if (issue?.code === 'unrecognized_keys') {
    const param = issue.keys[0] ?? ''
    throw invalidRequest(`Unknown parameter: '${param}'.`, { param, code: 'unknown_parameter' })
  }
  const param = issue?.path.join('.') ?? ''
  throw invalidRequest(`Invalid value for '${param}': ${issue?.message}`, { param, code: 'invalid_value' })
}

/** Roughly what a tokenizer makes of a text. */
export const countTokens = (text: string): number => Math.ceil(text.length / 4)

export const unixSeconds = (milliseconds = Date.now()): number => Math.floor(milliseconds / 1000)
