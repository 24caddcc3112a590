import { describe, expect, it } from 'vitest'
import { formatCredits } from '../pricing/credits.ts'
import { MockProvider } from './provider.ts'

const provider = new MockProvider()
const embed = async (input: string | string[], dimensions?: number): Promise<number[][]> => {
  const { data } = await provider.embed({ model: 'embedding', input, dimensions })
  return data.map(({ embedding }) => embedding)
}
const dot = (one: number[] = [], other: number[] = []): number =>
  one.reduce((sum, value, index) => sum + value * (other[index] ?? NaN), 0)

describe('mock embeddings', () => {
  it('are unit vectors of the wanted length, the same for the same text', async () => {
    for (const [dimensions, length] of [
      [undefined, 256],
      [1, 1],
      [2048, 2048],
    ] as const) {
      const [first, second, same] = await embed(['a kite', 'the sea', 'a kite'], dimensions)
      expect(first).toHaveLength(length)
      expect(dot(first, first)).toBeCloseTo(1, 10)
      expect(dot(second, second)).toBeCloseTo(1, 10)
      expect(same).toEqual(first)
    }
  })

  it('lie nearer the more words are shared', async () => {
    const [kite, red, sea] = await embed([
      'a kite over the hill',
      'a red kite over the hill',
      'fish swim deep',
    ])
    expect(dot(kite, red)).toBeGreaterThan(0.8)
    expect(Math.abs(dot(kite, sea))).toBeLessThan(0.3)
  })

  it('in fewer dimensions are the beginning of more', async () => {
    const [short] = await embed('a kite', 8)
    const [long = []] = await embed('a kite', 16)
    const norm = Math.hypot(...long.slice(0, 8))
    for (const [index, value] of (short ?? []).entries())
      expect(value).toBeCloseTo((long[index] ?? NaN) / norm, 10)
  })

  it('count tokens, never more than the quote', async () => {
    const request = { model: 'embedding', input: ['a kite', '語', '!'] }
    const { usage } = await provider.embed(request)
    expect(usage).toEqual({ prompt_tokens: 4, total_tokens: 4 })
    expect(formatCredits(provider.quoteEmbedding(request).amount)).toBe('0.00002')
  })

  it('take token numbers, one list or several, and count them', async () => {
    const request = { model: 'embedding', input: [[5, 6, 7], [8]] }
    const { data, usage } = await provider.embed(request)
    expect(usage).toEqual({ prompt_tokens: 4, total_tokens: 4 })
    expect(data).toHaveLength(2)
    expect(formatCredits(provider.quoteEmbedding(request).amount)).toBe('0.000008')
    const one = await provider.embed({ model: 'embedding', input: [5, 6, 7] })
    expect(one.data).toEqual([data[0]])
  })

  it.each([
    ['dimensions', { input: 'x', dimensions: 2049 }],
    ['dimensions', { input: 'x', dimensions: 0 }],
    ['input', { input: '' }],
    ['input', { input: ['x', ' '] }],
    ['input', { input: [] }],
    ['input', { input: [[]] }],
    ['input', { input: Array.from({ length: 8193 }, () => 1) }],
    ['input', { input: 'x'.repeat(32_001) }],
    ['input', { input: Array.from({ length: 2049 }, () => 'x') }],
  ])('refuse a wrong %s', async (param, request) => {
    await expect(provider.embed({ model: 'embedding', ...request })).rejects.toMatchObject({
      code: 'invalid_request',
      param,
    })
  })
})
