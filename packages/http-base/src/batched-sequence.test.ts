import { describe, expect, it } from 'vitest'
import { BatchedSequence, batchesOf, eachBatch } from './batched-sequence.ts'

/** Tells whether it was left. */
function source(error?: Error) {
  const state = { isLeft: false }
  async function* batches(): AsyncGenerator<readonly number[], void, undefined> {
    try {
      yield [1, 2, 3]
      yield []
      yield [4]
      if (error !== undefined) throw error
    } finally {
      state.isLeft = true
    }
  }
  return { state, sequence: new BatchedSequence(batches()) }
}

async function collect<T>(sequence: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const element of sequence) all.push(element)
  return all
}

describe('a sequence that comes in batches', () => {
  it('is read one by one like any other', async () => {
    expect(await collect(source().sequence)).toEqual([1, 2, 3, 4])
  })

  it('is given as it came, from where somebody has read to', async () => {
    const { sequence } = source()
    expect(await sequence.next()).toEqual({ done: false, value: 1 })
    expect(await collect(eachBatch(sequence))).toEqual([[2, 3], [], [4]])
    expect(await sequence.next()).toEqual({ done: true, value: undefined })
  })

  it('answers those who ask at once in their order', async () => {
    const { sequence } = source()
    const asked = Array.from({ length: 5 }, () => sequence.next())
    expect((await Promise.all(asked)).map(({ value }) => value)).toEqual([1, 2, 3, 4, undefined])
  })

  it('tells what came before an error, then the error, then nothing', async () => {
    const { sequence } = source(new Error('cut off'))
    const asked = Array.from({ length: 6 }, () => sequence.next())
    const told = await Promise.allSettled(asked)
    expect(told.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 4 }, () => 'fulfilled'),
      'rejected',
      'fulfilled',
    ])
  })

  it.each(['one', 'batch'])('lets go of its source when a reader leaves after one %s', async (what) => {
    const { sequence, state } = source()
    for await (const _ of what === 'one' ? sequence : eachBatch(sequence)) break
    expect(state.isLeft).toBe(true)
    expect(await sequence.next()).toEqual({ done: true, value: undefined })
  })
})

it('any other sequence comes in batches of one', async () => {
  let isLeft = false
  async function* plain(): AsyncGenerator<string> {
    try {
      yield 'a'
      yield 'b'
    } finally {
      isLeft = true
    }
  }
  expect(await collect(eachBatch(plain()))).toEqual([['a'], ['b']])
  const batches = batchesOf(plain())
  await batches.next()
  isLeft = false
  await batches.return?.()
  expect(isLeft).toBe(true)
})
