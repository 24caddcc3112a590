import { randomUUID } from 'node:crypto'
import type { AlikeEvents } from '../asked.ts'
import type { ChatCompletionChunk } from './chat.ts'

/** A stream whose chunks are never alike is not looked at for ever. */
const MAX_VAIN_LOOKS = 8
/** What stands in JSON as it is: no quote, no backslash, nothing below the blank. */
const PLAIN = /^[ !#-[\]-\uFFFF]*$/
/** Words that no vendor says. */
const MARK = randomUUID()

/**
 * Chunks that differ in nothing but their words, as nearly all of a stream do: what stands around the words is parsed once.
 *
 * @param parse Gives a chunk that needs no schema, or nothing
 */
export function alikeChunks(
  parse: (data: string) => ChatCompletionChunk | undefined,
): AlikeEvents<ChatCompletionChunk> {
  let before = ''
  let after = ''
  let like: Like | undefined
  let vainLooks = 0
  return {
    read(data) {
      const end = data.length - after.length
      if (like === undefined || end < before.length) return undefined
      // `startsWith` takes five times as long.
      if (data.slice(0, before.length) !== before || data.slice(end) !== after) return undefined
      const words = data.slice(before.length, end)
      if (!PLAIN.test(words)) return undefined
      vainLooks = 0
      return withWords(like, words)
    },
    learn(data, chunk) {
      if (vainLooks === MAX_VAIN_LOOKS) return
      vainLooks += 1
      const words = wordsOf(chunk)
      if (words === undefined || !PLAIN.test(words)) return
      const start = data.indexOf(`"${words}"`, data.indexOf('"content"') + '"content"'.length) + 1
      const around = [data.slice(0, start), data.slice(start + words.length)] as const
      // The same words may stand elsewhere, or be written in another way.
      const marked = parse(around.join(MARK))
      if (marked === undefined || wordsOf(marked) !== MARK) return
      ;[before, after] = around
      const [choice] = marked.choices
      if (choice !== undefined) like = { chunk: marked, choice }
    },
  }
}

interface Like {
  chunk: ChatCompletionChunk
  /** Its only one. */
  choice: ChatCompletionChunk['choices'][number]
}

/** Of a chunk that holds no other objects: those would be shared with the next ones. */
function wordsOf({ choices, ...fields }: ChatCompletionChunk): string | undefined {
  const [choice, another] = choices
  if (choice === undefined || another !== undefined) return undefined
  const { delta, ...choiceFields } = choice
  const { content, ...deltaFields } = delta
  const isFlat = [fields, choiceFields, deltaFields].every((one) => Object.values(one).every(isNoObject))
  return isFlat && content != null && content !== '' ? content : undefined
}

function isNoObject(value: unknown): boolean {
  return typeof value !== 'object' || value === null
}

function withWords({ chunk, choice }: Like, content: string): ChatCompletionChunk {
  return { ...chunk, choices: [{ ...choice, delta: { ...choice.delta, content } }] }
}
