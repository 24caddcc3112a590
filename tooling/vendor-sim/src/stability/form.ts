import { imageSize } from 'image-size'
import { VendorRefusal, type VendorContext } from '../vendor.ts'
import { readAudioSeconds } from './audio-length.ts'
import { stabilityError } from './errors.ts'

const MAX_REQUEST = 10 * 1024 * 1024

export interface ImageRule {
  minSide: number
  maxSide?: number
  minPixels: number
  maxPixels: number
  /** The longer side over the shorter. */
  maxRatio?: number
}

/** Reads a form field by field, gathering everything wrong with it, as the vendor does. */
export class FormReader {
  readonly #fields: ReadonlyMap<string, (string | File)[]>
  readonly #known = new Set<string>()
  readonly #problems: string[] = []

  /** @throws VendorRefusal for anything but a multipart body of at most `most` bytes (10 MiB by default). */
  constructor(c: VendorContext, most = MAX_REQUEST) {
    const { body } = c.var
    if (body.kind !== 'form') {
      throw new VendorRefusal(stabilityError(400, 'content-type: must be multipart/form-data'))
    }
    if (body.size > most) throw new VendorRefusal(stabilityError(413))
    this.#fields = body.fields
  }

  text(name: string, rule: { required?: boolean; max?: number } = {}): string | undefined {
    const value = this.#read(name)
    if (value instanceof File) return this.#wrong(name, 'must be text')
    if (value === undefined || value === '') {
      return rule.required ? this.#wrong(name, 'is required and cannot be blank') : undefined
    }
    if (value.length > (rule.max ?? 10_000))
      return this.#wrong(name, `must not exceed ${rule.max ?? 10_000} characters`)
    return value
  }

  word(name: string, words: readonly string[]): string | undefined {
    const value = this.text(name)
    if (value === undefined || words.includes(value)) return value
    return this.#wrong(name, `must be one of ${words.join(', ')}`)
  }

  number(name: string, from: number, to: number, whole = false): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const value = Number(text)
    if (!Number.isFinite(value) || (whole && !Number.isInteger(value)))
      return this.#wrong(name, 'must be a number')
    if (value < from || value > to) return this.#wrong(name, `must be between ${from} and ${to}`)
    return value
  }

  async image(name: string, rule: ImageRule, required = true): Promise<Size | undefined> {
    const value = this.#read(name)
    if (value === undefined) return required ? this.#wrong(name, 'is required') : undefined
    if (!(value instanceof File)) return this.#wrong(name, 'must be a file')
    const size = readSize(new Uint8Array(await value.arrayBuffer()))
    if (!size) return this.#wrong(name, 'must be a jpeg, png or webp image')
    const { width, height } = size
    if (Math.min(width, height) < rule.minSide)
      return this.#wrong(name, `every side must be at least ${rule.minSide} pixels`)
    if (rule.maxSide && Math.max(width, height) > rule.maxSide) {
      return this.#wrong(name, `every side must be at most ${rule.maxSide} pixels`)
    }
    const pixels = width * height
    if (pixels < rule.minPixels || pixels > rule.maxPixels) {
      return this.#wrong(name, `total pixel count must be between ${rule.minPixels} and ${rule.maxPixels}`)
    }
    if (rule.maxRatio && Math.max(width, height) > rule.maxRatio * Math.min(width, height)) {
      return this.#wrong(name, `aspect ratio must be between 1:${rule.maxRatio} and ${rule.maxRatio}:1`)
    }
    return size
  }

  /** Its length in seconds. */
  async audio(name: string, from: number, to: number): Promise<number | undefined> {
    const value = this.#read(name)
    if (value === undefined) return this.#wrong(name, 'is required')
    if (!(value instanceof File)) return this.#wrong(name, 'must be a file')
    const seconds = readAudioSeconds(Buffer.from(await value.arrayBuffer()))
    if (seconds === undefined) return this.#wrong(name, 'must be an mp3 or wav file')
    if (seconds < from || seconds > to) {
      return this.#wrong(name, `must be between ${from} and ${to} seconds long`)
    }
    return seconds
  }

  has(name: string): boolean {
    return this.#fields.has(name)
  }

  forbid(name: string, reason: string): void {
    if (this.has(name)) this.#wrong(name, reason)
    this.#known.add(name)
  }

  require(name: string, reason: string): void {
    if (!this.has(name)) this.#wrong(name, reason)
  }

  /** For rules over several fields. */
  refuse(name: string, reason: string): void {
    this.#wrong(name, reason)
  }

  /** @throws VendorRefusal (400) naming every field at fault. */
  finish(): void {
    // `none` is the empty part the vendor's own samples send to get a multipart body.
    const unknown = [...this.#fields.keys()].filter((name) => !this.#known.has(name) && name !== 'none')
    for (const name of unknown) this.#wrong(name, 'is not a known field')
    if (this.#problems.length > 0) throw new VendorRefusal(stabilityError(400, ...this.#problems))
  }

  #read(name: string): string | File | undefined {
    this.#known.add(name)
    return this.#fields.get(name)?.[0]
  }

  #wrong(name: string, problem: string): undefined {
    this.#problems.push(`${name}: ${problem}`)
    return undefined
  }
}

export interface Size {
  width: number
  height: number
}

/** Undefined for what is no jpeg, png or webp. */
export function readSize(bytes: Uint8Array): Size | undefined {
  try {
    const { width, height, type } = imageSize(bytes)
    return ['png', 'jpg', 'webp'].includes(type ?? '') ? { width, height } : undefined
  } catch {
    return undefined
  }
}
