import { describe, expect, it } from 'vitest'
import { isTerminal, JOB_STATES, TRANSITIONS, type JobState } from './machine.ts'

const all = Object.entries(TRANSITIONS)
const reachableFrom = (state: JobState, seen = new Set<JobState>()): Set<JobState> => {
  for (const [, transition] of all) {
    if (transition.from !== state || seen.has(transition.to)) continue
    seen.add(transition.to)
    reachableFrom(transition.to, seen)
  }
  return seen
}

describe('the job machine', () => {
  it('lets nothing leave an ended state', () => {
    expect(all.filter(([, { from }]) => from !== null && isTerminal(from))).toEqual([])
  })

  it.each(JOB_STATES.filter((state) => !isTerminal(state)))('can end a job that is %s', (state) => {
    expect([...reachableFrom(state)].some(isTerminal)).toBe(true)
  })

  it.each(all)('%s moves money exactly when the job begins or ends', (_name, { from, to, ledger }) => {
    const expected =
      from === null ? 'hold' : to === 'succeeded' ? 'settle' : isTerminal(to) ? 'release' : 'none'
    expect(ledger).toBe(expected)
  })

  it('never puts a submission whose outcome is unknown back by itself', () => {
    const back = all.filter(
      ([, { from, to, who }]) => from === 'submit_unknown' && to === 'queued' && who === 'sweeper',
    )
    expect(back.map(([name]) => name)).toEqual(['resubmit'])
    expect(
      all.filter(([, { from, to, who }]) => from === 'submitting' && to === 'queued' && who === 'sweeper'),
    ).toEqual([])
  })

  it('polls exactly while a vendor works', () => {
    for (const [, { from, to, polling }] of all) {
      expect(polling).toBe(to === 'running' ? 'start' : from === 'running' ? 'stop' : undefined)
    }
  })

  it('asks for the fence or the attempt wherever a worker writes down what a vendor said', () => {
    const unguarded = all.filter(
      ([, { from, guard }]) => (from === 'submitting' || from === 'submit_unknown') && guard === 'none',
    )
    expect(unguarded).toEqual([])
  })
})
