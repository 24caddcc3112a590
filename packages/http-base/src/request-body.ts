import { FormDataEncoder } from 'form-data-encoder'
import { UnreadableBodyError } from './body-errors.ts'
import { InvalidArgumentError } from './caller-errors.ts'
import { toFormData } from './form.ts'
import type { RequestSpec } from './requests.ts'

export interface RequestBody {
  /** Length and, for forms, the type with its boundary. */
  headers: Record<string, string>
  content: string | AsyncIterable<Uint8Array>
}

/**
 * Above this the engine writes in pieces and drops the request when an answer begins before the last one: a paid answer
 * would be lost. A generator is written to its end.
 */
const MAX_WHOLE_LENGTH = 32_768

/** @throws InvalidArgumentError for what JSON can't say */
export function requestBodyOf({ form, body, json }: RequestSpec): RequestBody | undefined {
  if (form !== undefined) {
    const encoder = new FormDataEncoder(toFormData(form))
    return { headers: { ...encoder.headers }, content: piecesOf(encoder) }
  }
  if (body instanceof Blob) return { headers: lengthOf(body.size), content: piecesOf(body.stream()) }
  if (body !== undefined) return { headers: lengthOf(body.byteLength), content: piecesOf([body]) }
  if (json === undefined) return undefined
  const text = stringify(json)
  const type = { 'content-type': 'application/json' }
  if (text.length <= MAX_WHOLE_LENGTH) return { headers: type, content: text }
  const bytes = Buffer.from(text)
  return { headers: { ...type, ...lengthOf(bytes.byteLength) }, content: piecesOf([bytes]) }
}

function lengthOf(bytes: number): Record<string, string> {
  return { 'content-length': String(bytes) }
}

function stringify(json: unknown): string {
  try {
    return JSON.stringify(json)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : 'not JSON'
    throw new InvalidArgumentError(`the parameters can't be sent as JSON: ${reason}`)
  }
}

/** A file may vanish or change while it is sent. */
async function* piecesOf(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* source
  } catch (cause) {
    throw new UnreadableBodyError('a file of the request could not be read', { cause })
  }
}
