import { invalidRequest } from '../provider-error.ts'
import { embeddingItems, type EmbeddingReply, type EmbeddingRequest } from '../spec/embedding.ts'
import { noiseOf } from './media/noise.ts'

const DEFAULT_DIMENSIONS = 256
const MOST_DIMENSIONS = 2048
const MOST_TEXTS = 2048
const MOST_CHARACTERS = 32_000
const MOST_TOKENS = 8192

/**
 * Unit vectors, the same for the same text; texts that share words lie near each other. Fewer dimensions are the beginning of
 * more, made a unit again.
 *
 * @throws ProviderError `invalid_request` for `dimensions` or `input`
 */
export function embeddingReply(request: EmbeddingRequest): EmbeddingReply {
  const { model, dimensions } = request
  const items = embeddingItems(request)
  const length = dimensions ?? DEFAULT_DIMENSIONS
  if (!Number.isInteger(length) || length < 1 || length > MOST_DIMENSIONS) {
    throw invalidRequest(
      'dimensions',
      `${model} makes vectors of 1 to ${MOST_DIMENSIONS} numbers, not ${length}.`,
    )
  }
  if (items.length === 0 || items.length > MOST_TEXTS) {
    throw invalidRequest('input', `${model} takes 1 to ${MOST_TEXTS} texts; these are ${items.length}.`)
  }
  for (const item of items) checkItem(model, item)
  const tokens = items.reduce(
    (sum, item) => sum + (typeof item === 'string' ? Math.ceil(item.length / 4) : item.length),
    0,
  )
  return {
    object: 'list',
    model,
    data: items.map((item, index) => ({
      object: 'embedding',
      index,
      embedding: embed(textOf(item), length),
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
}

function checkItem(model: string, item: string | number[]): void {
  if (typeof item !== 'string') {
    if (item.length > 0 && item.length <= MOST_TOKENS) return
    throw invalidRequest('input', `${model} takes 1 to ${MOST_TOKENS} tokens; these are ${item.length}.`)
  }
  if (item.trim() === '' || item.length > MOST_CHARACTERS)
    throw invalidRequest('input', `${model} takes texts of 1 to ${MOST_CHARACTERS} characters.`)
}

/** The mock has no tokenizer: a token is a word to it, whose letters are the number. */
function textOf(item: string | number[]): string {
  return typeof item === 'string' ? item : item.join(' ')
}

/** The sum of one vector for each word. */
function embed(text: string, length: number): number[] {
  const vector = Array.from({ length }, () => 0)
  for (const word of wordsOf(text)) {
    const noise = noiseOf(word)
    for (let index = 0; index < length; index += 1) vector[index] = (vector[index] ?? 0) + noise()
  }
  const norm = Math.hypot(...vector)
  return vector.map((value) => value / norm)
}

/** Texts without letters or digits stand for themselves. */
function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]
}
