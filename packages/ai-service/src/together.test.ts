import { setImmediate as aMoment, setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Together, type Share, type TogetherOptions } from './together.ts'

const refusal = Object.assign(new Error('refused'), { code: 'P0001' })

interface Rules {
  fails?: () => Error | undefined
  /** Of a turn with others. */
  isLeftOut?: (accountId: string) => boolean
  lastsMs?: (turn: readonly Share<number>[]) => number
}

/** Doubles numbers, a turn at a time; refuses turns that hold a 13. */
function doubling(
  { fails = () => undefined, isLeftOut = () => false, lastsMs = () => 5 }: Rules = {},
  options: TogetherOptions = {},
) {
  const turns: Record<string, readonly number[]>[] = []
  const together = new Together<number, number>(async (turn) => {
    turns.push(Object.fromEntries(turn.map(({ accountId, items }) => [accountId, items])))
    await sleep(lastsMs(turn))
    const error = turn.some(({ items }) => items.includes(13)) ? refusal : fails()
    if (error !== undefined) throw error
    return turn.map(({ accountId, items }) =>
      turn.length > 1 && isLeftOut(accountId) ? undefined : items.map((item) => item * 2),
    )
  }, options)
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
    expect(turns).toEqual([{ a: [1, 2] }, { a: [3, 4] }, { a: [5] }])
  })

  it('that breaks a rule does not take the others along', async () => {
    const { together } = doubling()
    const results = await Promise.allSettled([1, 2, 13, 4].map((item) => together.run('a', item)))
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  })

  it('is not repeated when nobody knows what became of it', async () => {
    const { turns, together } = doubling({ fails: () => new Error('Connection terminated') })
    const items = [1, 2, 3].map((item) => together.run('a', item))
    const results = await Promise.allSettled([...items, together.run('b', 4)])
    expect(results.map(({ status }) => status)).toEqual(results.map(() => 'rejected'))
    expect(turns).toEqual([{ a: [1, 2, 3], b: [4] }])
  })

  it('is told with the first that the database says nothing, and tries again afterwards', async () => {
    let silent = true
    const { turns, together } = doubling({
      fails: () => (silent ? new Error('Query read timeout') : undefined),
    })
    const first = together.run('a', 1)
    await aMoment()
    const results = await Promise.allSettled([first, ...[2, 3].map((item) => together.run('a', item))])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    silent = false
    expect(await together.run('a', 4)).toBe(8)
    expect(turns).toEqual([{ a: [1] }, { a: [4] }])
  })
})

describe('work on several accounts', () => {
  it('goes together, too, each with what is its own', async () => {
    const { turns, together } = doubling()
    const all = [together.run('a', 1), together.run('b', 2), together.run('a', 3)]
    expect(await Promise.all(all)).toEqual([2, 4, 6])
    expect(turns).toEqual([{ a: [1, 3], b: [2] }])
  })

  it('goes on alone where it is left out, and keeps nobody waiting', async () => {
    const { turns, together } = doubling({
      isLeftOut: (accountId) => accountId === 'a',
      lastsMs: (turn) => (turn.length === 1 && turn[0]?.accountId === 'a' ? 100 : 5),
    })
    let isDone = false
    const held = together.run('a', 1).finally(() => (isDone = true))
    expect(await together.run('b', 2)).toBe(4)
    expect(await together.run('b', 3)).toBe(6)
    expect(isDone).toBe(false)
    const behind = together.run('a', 4)
    expect(await Promise.all([held, behind])).toEqual([2, 8])
    expect(turns).toEqual([{ a: [1], b: [2] }, { a: [1] }, { b: [3] }, { a: [4] }])
  })

  it('does not wait for a slow turn of others', async () => {
    const { turns, together } = doubling({
      lastsMs: (turn) => (turn.some(({ items }) => items.includes(1)) ? 200 : 5),
    })
    let isDone = false
    const slow = [together.run('a', 1), together.run('b', 2)]
    void Promise.all(slow).finally(() => (isDone = true))
    await aMoment()
    await aMoment()
    const behind = together.run('a', 5)
    expect(await together.run('c', 3)).toBe(6)
    expect(await together.run('d', 4)).toBe(8)
    expect(isDone).toBe(false)
    expect(await Promise.all([...slow, behind])).toEqual([2, 4, 10])
    expect(turns).toEqual([{ a: [1], b: [2] }, { c: [3] }, { d: [4] }, { a: [5] }])
  })

  it('is done for the others when one breaks a rule', async () => {
    const { turns, together } = doubling()
    const all = [together.run('a', 1), together.run('b', 13), together.run('c', 3)]
    const results = await Promise.allSettled(all)
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(turns).toEqual([{ a: [1], b: [13], c: [3] }, { a: [1] }, { b: [13] }, { c: [3] }])
  })

  it('is shared between them, however much one of them wants', async () => {
    const { turns, together } = doubling({}, { most: 10 })
    const ask = (accountId: string, count: number) =>
      Array.from({ length: count }, () => together.run(accountId, 1))
    const all = [...ask('heavy', 30), ...ask('heavier', 40), ...ask('light', 1), ...ask('lighter', 2)]
    await Promise.all(all)
    const counts = turns.map((turn) => Object.entries(turn).map(([name, { length }]) => `${name} ${length}`))
    expect(counts.slice(0, 3)).toEqual([
      ['heavy 4', 'heavier 3', 'light 1', 'lighter 2'],
      ['heavy 5', 'heavier 5'],
      ['heavy 5', 'heavier 5'],
    ])
    expect(counts.at(-1)).toEqual(['heavier 3'])
  })

  it('has a turn for each at some time, where there are more accounts than it takes', async () => {
    const { turns, together } = doubling({}, { most: 3 })
    const accounts = Array.from({ length: 7 }, (_, index) => `${index}`)
    await Promise.all(
      accounts.flatMap((accountId) => [together.run(accountId, 1), together.run(accountId, 2)]),
    )
    expect(turns.slice(0, 3).map((turn) => Object.keys(turn).toSorted())).toEqual([
      ['0', '1', '2'],
      ['3', '4', '5'],
      ['0', '1', '6'],
    ])
  })
})

describe('several turns at once', () => {
  it('are as many as are allowed, and none of them is with an account that is in another', async () => {
    const { turns, together } = doubling({ lastsMs: () => 20 }, { atOnce: 2 })
    const all = [together.run('a', 1)]
    for (const [accountId, item] of [
      ['a', 2],
      ['b', 3],
      ['c', 4],
      ['d', 5],
    ] as const) {
      await aMoment()
      await aMoment()
      all.push(together.run(accountId, item))
    }
    expect(turns).toEqual([{ a: [1] }, { b: [3] }])
    expect(together.waiting).toBe(3)
    const behind = [6, 7].map((item) => together.run('a', item))
    expect(together.waiting, 'however many of one account wait for its own turn').toBe(3)
    await sleep(8)
    expect(together.longestWaitMs).toBeGreaterThan(5)
    expect(await Promise.all([...all, ...behind])).toEqual([2, 4, 6, 8, 10, 12, 14])
    expect(turns).toEqual([{ a: [1] }, { b: [3] }, { a: [2, 6, 7], c: [4], d: [5] }])
    expect([together.waiting, together.longestWaitMs]).toEqual([0, 0])
  })

  it('become fewer when that is wanted, and more again', async () => {
    let underWay = 0
    let seen: number[] = []
    const together = new Together<number, number>(
      async (turn) => {
        underWay += 1
        seen.push(underWay)
        await sleep(5)
        underWay -= 1
        return turn.map(({ items }) => items)
      },
      { atOnce: 3, most: 1 },
    )
    const askTwelve = async (meanwhile: () => void = () => undefined): Promise<number[]> => {
      seen = []
      const all: Promise<number>[] = []
      for (let item = 0; item < 12; item += 1) {
        await aMoment()
        await aMoment()
        all.push(together.run(`${item}`, item))
        if (item === 6) meanwhile()
      }
      await Promise.all(all)
      return seen
    }
    expect(Math.max(...(await askTwelve()))).toBe(3)
    expect((await askTwelve(() => (together.atOnce = 1))).slice(-4)).toEqual([1, 1, 1, 1])
    together.atOnce = 2
    expect(Math.max(...(await askTwelve()))).toBe(2)
  })
})

it('whatever happens to turns, each item is answered once, in order, and no account is in two turns at once', async () => {
  const errors: Error[] = [
    refusal,
    ...['55P03', '57014'].map((code) => Object.assign(new Error(code), { code })),
    new Error('Connection terminated'),
    new Error('Query read timeout'),
  ]
  const inTurn = new Set<string>()
  const done = new Map<string, number[]>()
  const together = new Together<number, number>(
    async (turn) => {
      for (const { accountId } of turn) {
        expect(inTurn).not.toContain(accountId)
        inTurn.add(accountId)
      }
      await sleep(Math.random() < 0.1 ? 40 : Math.random() * 3)
      for (const { accountId } of turn) inTurn.delete(accountId)
      const error = Math.random() < 0.2 ? errors[Math.floor(Math.random() * errors.length)] : undefined
      if (error !== undefined) throw error
      return turn.map(({ accountId, items }) => {
        if (turn.length > 1 && Math.random() < 0.2) return undefined
        done.set(accountId, [...(done.get(accountId) ?? []), ...items])
        return items.map((item) => item * 2)
      })
    },
    { atOnce: 3 },
  )
  const accountIds = Array.from({ length: 15 }, (_, index) => `account ${index}`)
  const served = new Map<string, number[]>()
  const ask = async (accountId: string, item: number): Promise<void> => {
    try {
      expect(await together.run(accountId, item)).toBe(item * 2)
      served.set(accountId, [...(served.get(accountId) ?? []), item])
    } catch (error) {
      expect(errors).toContain(error)
    }
  }
  const all: Promise<void>[] = []
  for (let item = 0; item < 1_500; item += 1) {
    all.push(ask(accountIds[Math.floor(Math.random() ** 2 * accountIds.length)] ?? '', item))
    if (item % 10 === 0) await sleep(Math.random() * 4)
  }
  await Promise.all(all)
  expect(inTurn.size).toBe(0)
  expect([together.waiting, together.longestWaitMs]).toEqual([0, 0])
  expect(served).toEqual(done)
  for (const items of done.values()) expect(items).toEqual(items.toSorted((a, b) => a - b))
})
