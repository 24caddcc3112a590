import { invalidRequest } from '../provider-error.ts'
import type { EmbeddingReply, EmbeddingRequest } from '../spec/embedding.ts'
import { noiseOf } from './media/noise.ts'

const DEFAULT_DIMENSIONS = 256
const MOST_DIMENSIONS = 2048
const MOST_TEXTS = 2048
const MOST_CHARACTERS = 32_000

/**
 * Unit vectors, the same for the same text; texts that share words lie near each other. Fewer dimensions are the beginning of
 * more, made a unit again.
 *
 * @throws ProviderError `invalid_request` for `dimensions` or `input`
 */
export function embeddingReply({ model, input, dimensions }: EmbeddingRequest): EmbeddingReply {
  const texts = typeof input === 'string' ? [input] : input
  const length = dimensions ?? DEFAULT_DIMENSIONS
  if (!Number.isInteger(length) || length < 1 || length > MOST_DIMENSIONS) {
    throw invalidRequest(
      'dimensions',
      `${model} makes vectors of 1 to ${MOST_DIMENSIONS} numbers, not ${length}.`,
    )
  }
  if (texts.length === 0 || texts.length > MOST_TEXTS) {
    throw invalidRequest('input', `${model} takes 1 to ${MOST_TEXTS} texts; these are ${texts.length}.`)
  }
  if (texts.some((text) => text.trim() === '' || text.length > MOST_CHARACTERS)) {
    throw invalidRequest('input', `${model} takes texts of 1 to ${MOST_CHARACTERS} characters.`)
  }
  const tokens = texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0)
  return {
    object: 'list',
    model,
    data: texts.map((text, index) => ({ object: 'embedding', index, embedding: embed(text, length) })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
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
