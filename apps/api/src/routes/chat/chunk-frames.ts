import type { ChatChunk } from '@jointo/ai-service'
import { randomUUID } from 'node:crypto'
import { dataEvent } from '../../http/event-stream.ts'

/**
 * Writes the chunks of one stream. The service always ends with the usage; callers see it only if they asked, as OpenAI does it.
 * Chunks that differ in nothing but their words, as nearly all do, are put together from what they share: to write each anew
 * costs twice as much.
 */
export function chunkFrames(wantsUsage: boolean): (chunk: ChatChunk) => string {
  // What is undefined is not written.
  const usage = wantsUsage ? null : undefined
  let like: ChatChunk | undefined
  let before = ''
  let after = ''

  return (chunk) => {
    if (chunk.choices.length === 0 && chunk.usage != null) return wantsUsage ? dataEvent(chunk) : ''
    const words = wordsOf(chunk)
    if (words === undefined) return dataEvent({ ...chunk, usage })
    if (like === undefined || !isLike(chunk, like)) {
      like = chunk
      const [first = '', last = ''] = dataEvent({ ...withWords(chunk, MARK), usage }).split(`"${MARK}"`)
      before = first
      after = last
    }
    return before + JSON.stringify(words) + after
  }
}

/** Nobody else can have said it. */
const MARK = randomUUID()

function wordsOf({ choices }: ChatChunk): string | undefined {
  return (choices.length === 1 && choices[0]?.delta.content) || undefined
}

function withWords(chunk: ChatChunk, content: string): ChatChunk {
  const choices = chunk.choices.map((choice) => ({ ...choice, delta: { ...choice.delta, content } }))
  return { ...chunk, choices }
}

function isLike(chunk: ChatChunk, like: ChatChunk): boolean {
  const [choice] = chunk.choices
  const [other] = like.choices
  return (
    choice !== undefined &&
    other !== undefined &&
    isSame(chunk, like, 'choices') &&
    isSame(choice, other, 'delta') &&
    isSame(choice.delta, other.delta, 'content')
  )
}

/** Whether the fields of both are the same, but for one. What is undefined is as good as not there. */
function isSame(one: Record<string, unknown>, other: Record<string, unknown>, except: string): boolean {
  for (const field in one) if (field !== except && one[field] !== other[field]) return false
  for (const field in other) if (field !== except && one[field] !== other[field]) return false
  return true
}
