import { InvalidResponseError, type Reply } from '@jointo/http-base'
import { z } from 'zod'
import { toOutcome, type GenerationOutcome } from './resources/outcome.ts'
import { artifacts } from './resources/v1.ts'

/** Where an answer came from, for errors. */
export interface Source {
  method: string
  route: string
}

/** A file with its facts in headers, or JSON with the file as base64. Both say the same. */
export function readAnswer(source: Source, reply: Reply): GenerationOutcome {
  const { mediaType, headers, bytes, requestId } = reply
  if (mediaType === 'application/json') return readJsonAnswer(source, reply)
  if (bytes.length === 0 || !/^(image|audio|model)\//.test(mediaType ?? '')) {
    throw unreadable(source, reply, `the answer is no file (${typeWord(mediaType)}, ${bytes.length} bytes)`)
  }
  return toOutcome({
    bytes,
    mediaType: mediaType ?? '',
    finishReason: textOf(headers['finish-reason']),
    seed: textOf(headers['seed']),
    requestId,
  })
}

const fileInJson = z.object({
  image: z.string().nullish(),
  audio: z.string().nullish(),
  finish_reason: z.string().nullish(),
  seed: z.unknown().optional(),
})

function readJsonAnswer(source: Source, reply: Reply): GenerationOutcome {
  const { image, audio, finish_reason: finishReason, seed } = parseAnswer(source, reply, fileInJson)
  const bytes = Buffer.from(image ?? audio ?? '', 'base64')
  if (bytes.length === 0) throw unreadable(source, reply, 'the answer holds neither image nor audio')
  const mediaType = inner(textOf(reply.headers['content-type'])) ?? 'application/octet-stream'
  return toOutcome({ bytes, mediaType, finishReason, seed, requestId: reply.requestId })
}

/** v1: a PNG with its facts in headers, or a list of pictures in JSON. Some may have failed while others did not. */
export function readV1Answer(source: Source, reply: Reply): GenerationOutcome[] {
  if (reply.mediaType !== 'application/json') return [readAnswer(source, reply)]
  const { artifacts: found } = parseAnswer(source, reply, artifacts)
  return found.map(({ base64, finishReason, seed }) => {
    const outcome = toOutcome({
      bytes: Buffer.from(base64 ?? '', 'base64'),
      mediaType: 'image/png',
      finishReason,
      seed,
      requestId: reply.requestId,
    })
    if (outcome.outcome !== 'succeeded' || outcome.bytes.length > 0) return outcome
    throw unreadable(source, reply, 'a picture of the answer is empty')
  })
}

function parseAnswer<T>(source: Source, reply: Reply, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(reply.bytes))
  if (!parsed.success) throw unreadable(source, reply, 'the answer is not the promised JSON')
  return parsed.data
}

function unreadable(source: Source, { status, requestId }: Reply, message: string): InvalidResponseError {
  return new InvalidResponseError(message, {
    ...source,
    attempt: 1,
    phase: 'replied',
    disposition: 'ambiguous',
    status,
    requestId,
  })
}

/** Only what looks like a type is told: a header may hold anything. */
function typeWord(mediaType: string | undefined): string {
  return /^[a-z]+\/[\w.+-]{1,60}$/.exec(mediaType ?? '')?.[0] ?? 'no type'
}

/** `application/json; type=image/png` says what the base64 is. */
function inner(contentType: string | undefined): string | undefined {
  return /;\s*type="?([\w.+-]+\/[\w.+-]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase()
}

function textOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.[0]
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
