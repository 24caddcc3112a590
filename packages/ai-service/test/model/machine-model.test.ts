import { describe, expect, it } from 'vitest'
import { TRANSITIONS } from '../../src/jobs/machine.ts'
import { productDesign, type Design } from './design.ts'
import { explore, type Exploration } from './explore.ts'
import { MUTANTS } from './mutants.ts'

const explain = ({ broken }: Exploration): string =>
  broken === undefined ? '' : [`${broken.promise}:`, ...broken.trace].join('\n')

describe('the job machine, whatever happens to one job and two workers', () => {
  const taken = new Set<string>()

  it.each(['refund', 'resubmit_once', 'operator'] as const)('keeps every promise under %s', (policy) => {
    const design = productDesign(policy)
    const found = explore(design)
    console.info(`${policy}: ${found.states} states, ${found.moves} moves`)
    expect(explain(found)).toBe('')
    expect(found.states).toBeGreaterThan(5_000)
    for (const name of design.taken) taken.add(name)
  })

  it('was seen taking every step there is', () => {
    const never = Object.keys(TRANSITIONS).filter((name) => name !== 'accept' && !taken.has(name))
    expect(never).toEqual([])
  })
})

describe('the checker', () => {
  const firstBroken = (mutate: (good: Design) => Design): Exploration | undefined => {
    for (const policy of ['refund', 'resubmit_once'] as const) {
      const found = explore(mutate(productDesign(policy)))
      if (found.broken !== undefined) return found
    }
    return undefined
  }

  it.each(MUTANTS.map((mutant) => [mutant.mistake, mutant] as const))(
    'notices when %s',
    (_mistake, mutant) => {
      const found = firstBroken(mutant.design)
      expect(found?.broken?.promise ?? 'it survived').toContain(mutant.says)
    },
  )

  it('tells the shortest way to a broken promise in words', () => {
    const [first] = MUTANTS
    expect(
      first === undefined ? '' : explain(explore(first.design(productDesign('refund')))).split('\n'),
    ).toEqual([
      'a job is back in the queue although the vendor may have taken it:',
      '1. worker 1: takes the job, and writes the attempt down  [submitting]',
      '2. worker 1: attempt 1 is sent; the vendor takes it as a task  [submitting]',
      '3. worker 1: the reply is lost, unclear or never comes  [submitting]',
      '4. worker 1: it commits what it learned: not_accepted',
    ])
  })
})
