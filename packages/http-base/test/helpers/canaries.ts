import { inspect } from 'node:util'
import type { Logger } from '../../src/index.ts'

/** Things that must never be told. None looks like a key: that they are ours has to be known, not guessed. */
export const canaries = {
  key: 'Canary.of-the-key.71',
  secondKey: 'Canary.of-the-second-key.72',
  prompt: 'canary of the prompt:\na "red" fox 73',
  header: 'canary-of-a-header-74',
  query: 'canary-of-the-query-75',
  signature: 'canary-of-a-signature-76',
  file: 'canary of a file 77',
  formText: 'canary of a form 78',
}

const PATTERN = /canary/i

/** The places where one was found. */
export function leaksIn(values: Iterable<unknown>, pattern: RegExp = PATTERN): string[] {
  return [...values].flatMap((value) => texts(value)).filter((text) => pattern.test(text))
}

/** Whatever a careless log line could make of a value. */
function texts(value: unknown): string[] {
  const shown = inspect(value, { depth: 20, showHidden: true, maxStringLength: null, maxArrayLength: null })
  return [...new Set([String(value), shown, JSON.stringify(value) ?? '', ...fieldsOf(value)])]
}

/** Every string that can be reached: hidden fields, symbols, prototypes' getters, causes. */
function fieldsOf(value: unknown, seen = new Set<unknown>()): string[] {
  if (typeof value === 'string') return [value]
  if (ArrayBuffer.isView(value)) return [Buffer.from(value.buffer).toString('latin1')]
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  return Reflect.ownKeys(value).flatMap((name) => [String(name), ...fieldsOf(Reflect.get(value, name), seen)])
}

/** A logger that keeps all it is told, at every level. */
export function noteEverything(): { logger: Logger; notes: unknown[] } {
  const notes: unknown[] = []
  const note = (fields: object, message: string): void => void notes.push(fields, message)
  return { logger: { debug: note, info: note, warn: note, error: note }, notes }
}
