import { InvalidArgumentError, type CallOptions, type TimeoutOptions } from '@jointo/http-base'

/** Options of a call whose answer is a file. */
export interface AnswerOptions extends CallOptions {
  /** How the file travels: as it is, or as base64 in JSON. What the method gives is the same. Default bytes. */
  answer?: 'bytes' | 'json' | undefined
}

/** Options of a call to v1. */
export interface V1Options extends AnswerOptions {
  /** From `listEngines`. Default: SDXL 1.0, the one left. */
  engine?: string | undefined
  /** For v1 the default is json: bytes can't say what became of several pictures. */
  answer?: 'bytes' | 'json' | undefined
}

/** Reads and starts answer at once; a synchronous generation only when the file is done (the profile's limits). */
export const QUICK: TimeoutOptions = { responseMs: 60_000, totalMs: 180_000 }

/** @throws InvalidArgumentError for another word than the two */
export function acceptOf(answer: 'bytes' | 'json', bytesWord: string): string {
  if (answer === 'json') return 'application/json'
  if (answer === 'bytes') return bytesWord
  throw new InvalidArgumentError("answer: must be 'bytes' or 'json'", 'answer')
}
