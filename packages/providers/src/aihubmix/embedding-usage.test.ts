import { expect, it } from 'vitest'
import { toEmbeddingUsage } from './embedding-usage.ts'

const request = { model: 'text-embedding-3-small', input: ['a kite', 'é'] }

it.each([
  [{ prompt_tokens: 5, total_tokens: 5 }, 5],
  [{ prompt_tokens: 0, total_tokens: 7 }, 7],
  [{ prompt_tokens: 0, total_tokens: 0 }, 2],
])('%j is %i tokens', (told, tokens) => {
  expect(toEmbeddingUsage(request, told)).toEqual({ prompt_tokens: tokens, total_tokens: tokens })
})

it('counts token numbers where the upstream does not', () => {
  const asked = { ...request, input: [[1, 2, 3], [4]] }
  const nothing = { prompt_tokens: 0, total_tokens: 0 }
  expect(toEmbeddingUsage(asked, nothing)).toEqual({ prompt_tokens: 4, total_tokens: 4 })
})
