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

const REJECTIONS: Readonly<Record<string, RejectedFile['outcome']>> = {
  CONTENT_FILTERED: 'filtered',
  ERROR: 'failed',
}

export interface RawFile {
  bytes: Uint8Array
  mediaType: string
  /** Absent from 3D and from some audio: then the status alone says success. */
  finishReason: string | undefined
  seed: number | undefined
  requestId: string | undefined
}

export function toOutcome({
  bytes,
  mediaType,
  finishReason = 'SUCCESS',
  seed,
  requestId,
}: RawFile): GenerationOutcome {
  const facts: FileFacts = {
    mediaType,
    ...(Number.isSafeInteger(seed) ? { seed } : {}),
    ...(requestId === undefined ? {} : { requestId }),
  }
  if (finishReason === 'SUCCESS') return { outcome: 'succeeded', finishReason, bytes, ...facts }
  const outcome = REJECTIONS[finishReason] ?? 'unknown'
  return { outcome, finishReason, rejectedBytes: bytes, ...facts }
}
