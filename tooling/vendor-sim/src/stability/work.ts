import { blurs, refuses } from '../prompt-marks.ts'
import { VendorRefusal, type VendorContext, type VendorState } from '../vendor.ts'
import { namedError, stabilityError } from './errors.ts'
import type { AudioFormat, ImageFormat } from './fields.ts'
import type { Size } from './form.ts'

/** A picture being made. */
export interface PictureWork {
  prompt: string
  size: Size
  format: ImageFormat
  seed?: number
}

export interface AudioWork {
  prompt: string
  seconds: number
  format: AudioFormat
  seed?: number
}

export type StabilityWork = PictureWork | AudioWork

export type StabilityState = VendorState<StabilityWork>

/** `image/*` (the default) asks for bytes, `application/json` for base64. */
export function readAccept(c: VendorContext, bytesWord: string): 'bytes' | 'json' {
  const accept = c.req.header('accept')?.trim() ?? '*/*'
  if (accept === 'application/json') return 'json'
  if (accept === '*/*' || accept === bytesWord) return 'bytes'
  throw new VendorRefusal(stabilityError(400, `accept: must be one of ${bytesWord}, application/json`))
}

/** The vendor looks at the key only when the parameters are right. */
export function checkKey(c: VendorContext): void {
  const { state } = c.var.apiKey
  if (state === 'missing' || state === 'wrong') throw new VendorRefusal(stabilityError(401))
  if (state === 'broke') throw new VendorRefusal(stabilityError(402))
}

/** Refused requests are not charged. Prompts must be English, which is judged by script here. */
export function moderate(c: VendorContext, prompt: string | undefined): void {
  if (c.var.refused || refuses(prompt)) throw new VendorRefusal(stabilityError(403))
  if (
    /[\p{Script=Han}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(
      prompt ?? '',
    )
  ) {
    throw new VendorRefusal(
      namedError(422, 'invalid_language', 'prompt: English is the only supported language'),
    )
  }
}

/** What a route asks before it takes work on. */
export function admit(c: VendorContext, prompt: string): void {
  checkKey(c)
  moderate(c, prompt)
}

export const finishReason = (work: StabilityWork): string =>
  blurs(work.prompt) ? 'CONTENT_FILTERED' : 'SUCCESS'
