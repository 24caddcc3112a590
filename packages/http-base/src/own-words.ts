import type { Call } from './call.ts'

/** Shorter ones are names of models, sizes and the like, which a message may well need. */
const MIN_LENGTH = 12
/** Longer ones are files, which nobody repeats. */
const MAX_LENGTH = 100_000
/** This much of one, and it is taken for an echo: vendors shorten what they repeat. */
const MIN_ECHO = 16

/** What we sent and nobody needs to read again in a log: prompts, values of headers, the query of a signed address. */
export function ownWords(call: Call): string[] {
  const texts = [...textsOf(call.json), ...textsOf(call.form)].filter(
    (text) => text.length <= MAX_LENGTH && /\s/.test(text),
  )
  const headers = Object.values({ ...call.headers, ...call.options?.headers })
  const query = call.ownApi ? [] : call.url.searchParams.values()
  const words = [...texts, ...headers, ...query].filter((word) => word.length >= MIN_LENGTH)
  return words.flatMap((word) => [word, JSON.stringify(word).slice(1, -1)]).map(oneLine)
}

/** As texts from outside appear in errors and logs: nothing in them can begin a new line or paint a terminal. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
}

/** Blots out each word of ours, also where only its beginning is repeated. */
export function blotEchoes(text: string, words: readonly string[]): string {
  return words.reduce((blotted, word) => blotEcho(blotted, word), text)
}

function blotEcho(text: string, word: string): string {
  const beginning = word.slice(0, MIN_ECHO)
  let rest = text
  let blotted = ''
  for (let at = rest.indexOf(beginning); at >= 0; at = rest.indexOf(beginning)) {
    let end = at + beginning.length
    while (end < rest.length && rest[end] === word[end - at]) end += 1
    blotted += `${rest.slice(0, at)}[our input]`
    rest = rest.slice(end)
  }
  return blotted + rest
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof Blob)
    return []
  return Object.values(value).flatMap(textsOf)
}
