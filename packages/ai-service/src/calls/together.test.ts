import { setImmediate as aMoment, setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Together } from './together.ts'

const refusal = Object.assign(new Error('refused'), { code: 'P0001' })

/** Doubles numbers, a turn at a time; refuses turns that hold a 13. */
function doubling(fails: () => Error | undefined = () => undefined) {
  const turns: number[][] = []
  const together = new Together<number, number>(async (items) => {
    turns.push([...items])
    await sleep(5)
    const error = items.includes(13) ? refusal : fails()
    if (error !== undefined) throw error
    return items.map((item) => item * 2)
  })
  return { turns, together }
}

describe('work on one account', () => {
  it('goes together where it comes at one moment, or while a turn is under way', async () => {
    const { turns, together } = doubling()
    const first = [1, 2].map((item) => together.run('a', item))
    await aMoment()
    const meanwhile = [3, 4].map((item) => together.run('a', item))
    expect(await Promise.all([...first, ...meanwhile])).toEqual([2, 4, 6, 8])
    expect(await together.run('a', 5)).toBe(10)
    expect(turns).toEqual([[1, 2], [3, 4], [5]])
  })

  it('does not wait for another account', async () => {
    const { turns, together } = doubling()
    await Promise.all([together.run('a', 1), together.run('b', 2)])
    expect(turns).toEqual([[1], [2]])
  })

  it('that breaks a rule does not take the others along', async () => {
    const { together } = doubling()
    const results = await Promise.allSettled([1, 2, 13, 4].map((item) => together.run('a', item)))
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  })

  it('is not repeated when nobody knows what became of it', async () => {
    const { turns, together } = doubling(() => new Error('Connection terminated'))
    await Promise.allSettled([1, 2, 3].map((item) => together.run('a', item)))
    expect(turns).toEqual([[1, 2, 3]])
  })

  it('is told with the first that the database says nothing, and tries again afterwards', async () => {
    let silent = true
    const { turns, together } = doubling(() => (silent ? new Error('Query read timeout') : undefined))
    const first = together.run('a', 1)
    await aMoment()
    const results = await Promise.allSettled([first, ...[2, 3].map((item) => together.run('a', item))])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    silent = false
    expect(await together.run('a', 4)).toBe(8)
    expect(turns).toEqual([[1], [4]])
  })
})
