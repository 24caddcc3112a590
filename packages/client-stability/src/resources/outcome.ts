/** What came of a generation. Only a success has `bytes`: a filtered picture can't be taken for one. */
export type GenerationOutcome = GeneratedFile | RejectedFile

interface FileFacts {
  /** `image/png` */
  mediaType: string
  /** What would make the same again, where Stability tells it. */
  seed?: number | undefined
  /** Stability's id of the request. */
  requestId?: string | undefined
}

export interface GeneratedFile extends FileFacts {
  outcome: 'succeeded'
  finishReason: 'SUCCESS'
  bytes: Uint8Array
}

export interface RejectedFile extends FileFacts {
  /**
   * `filtered`: produced, then blurred by moderation; Stability bills it, as far as its words tell. `failed`: v1 only.
   * `unknown`: a word that this package does not know.
   */
  outcome: 'filtered' | 'failed' | 'unknown'
  /** In Stability's words. */
  finishReason: string
  /** What came in place of a result; may be empty. Of no use to a customer. */
  rejectedBytes: Uint8Array
}

const REJECTIONS: ReadonlyMap<string, RejectedFile['outcome']> = new Map([
  ['CONTENT_FILTERED', 'filtered'],
  ['ERROR', 'failed'],
])

export interface RawFile {
  bytes: Uint8Array
  mediaType: string
  /** Absent from 3D and from some audio: then the status alone says success. */
  finishReason: string | null | undefined
  /** A number in JSON, text in a header, or absent. */
  seed: unknown
  requestId: string | undefined
}

export function toOutcome({ bytes, mediaType, finishReason, seed, requestId }: RawFile): GenerationOutcome {
  const facts: FileFacts = { mediaType, ...readSeed(seed), ...(requestId === undefined ? {} : { requestId }) }
  const reason = finishReason ?? 'SUCCESS'
  if (reason === 'SUCCESS') return { outcome: 'succeeded', finishReason: reason, bytes, ...facts }
  const outcome = REJECTIONS.get(reason) ?? 'unknown'
  return { outcome, finishReason: reason, rejectedBytes: bytes, ...facts }
}

function readSeed(value: unknown): { seed?: number } {
  const seed = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof seed === 'number' && Number.isSafeInteger(seed) ? { seed } : {}
}
