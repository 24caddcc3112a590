import type { Call } from './call.ts'

/** Shorter ones are names of models, sizes and the like, which a message may well need. */
const MIN_LENGTH = 12
/** Words of scripts that need few characters and no spaces: Chinese, Japanese, Thai. */
const MIN_DENSE_LENGTH = 6
/** So much of our words in a message is taken for an echo, wherever it stands and however it is spelled. */
const MIN_ECHO = 16
/** A message is short: what stands beyond this in a long text hardly matters, and looking for it costs. */
const MAX_TEXT_LENGTH = 20_000
const MAX_TOTAL_LENGTH = 200_000

/** What we sent and nobody needs to read again in a log: prompts, values of headers, the query of a signed address. */
export function ownWords(call: Call): string[] {
  const budget = { left: MAX_TOTAL_LENGTH }
  const texts = [...textsOf(call.json, budget), ...textsOf(call.form, budget)].filter(isProse)
  const headers = Object.values({ ...call.headers, ...call.options?.headers })
  const query = call.ownApi ? [] : call.url.searchParams.values()
  const others = [...headers, ...query].filter((word) => word.length >= MIN_LENGTH)
  return [...texts, ...others].flatMap((word) => [word, JSON.stringify(word).slice(1, -1)]).map(oneLine)
}

/** As texts from outside appear in errors and logs: nothing in them can begin a new line or paint a terminal. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
}

/** Blots out what is ours, also where only a part of it is repeated, or in other case. */
export function blotEchoes(text: string, words: readonly string[]): string {
  const message = text.toLowerCase()
  const isOurs = new Uint8Array(message.length)
  for (const word of words) markEchoes(message, word.toLowerCase(), isOurs)
  let blotted = ''
  for (let at = 0; at < text.length; at += 1) {
    if (isOurs[at] !== 1) blotted += text[at]
    else if (isOurs[at - 1] !== 1) blotted += '[our input]'
  }
  return blotted
}

function markEchoes(message: string, word: string, isOurs: Uint8Array): void {
  const size = Math.min(MIN_ECHO, word.length)
  if (size === 0 || message.length < size) return
  const windows = new Set<string>()
  for (let at = 0; at + size <= word.length; at += 1) windows.add(word.slice(at, at + size))
  for (let at = 0; at + size <= message.length; at += 1) {
    if (windows.has(message.slice(at, at + size))) isOurs.fill(1, at, at + size)
  }
}

function isProse(text: string): boolean {
  if (/[^\p{ASCII}]/u.test(text)) return text.length >= MIN_DENSE_LENGTH
  return text.length >= MIN_LENGTH && /\s/.test(text)
}

function* textsOf(value: unknown, budget: { left: number }): Generator<string> {
  if (budget.left <= 0) return
  if (typeof value === 'string') {
    const text = value.slice(0, MAX_TEXT_LENGTH)
    budget.left -= text.length + 1
    yield text
  } else if (
    typeof value === 'object' &&
    value !== null &&
    !ArrayBuffer.isView(value) &&
    !(value instanceof Blob)
  ) {
    for (const part of Object.values(value)) yield* textsOf(part, budget)
  }
}
