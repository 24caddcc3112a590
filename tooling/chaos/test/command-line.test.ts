import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../src/command-line.ts'
import { createRandom } from '../src/random.ts'

describe('the command line', () => {
  it('has defaults, and draws a seed', () => {
    const command = readCommandLine([])
    expect(command).toMatchObject({ kind: 'run', options: { jobs: 500, workers: 3, apis: 2, keep: false } })
    expect(command.kind === 'run' && Number.isInteger(command.options.seed)).toBe(true)
  })

  it('takes what it is given', () => {
    expect(readCommandLine(['--seed', '7', '--jobs', '20', '--workers=1', '--api=1', '--keep'])).toEqual({
      kind: 'run',
      options: { seed: 7, jobs: 20, rate: 40, workers: 1, apis: 1, keep: true },
    })
    expect(readCommandLine(['-h'])).toEqual({ kind: 'help' })
  })

  it.each([
    [['--seed', 'x'], '--seed must be a whole number from 0 to 4294967295'],
    [['--jobs', '0'], '--jobs must be a whole number from 1 to 1000000'],
    [['--speed', '1'], "Unknown option '--speed'"],
  ])('refuses %j', (args, problem) => {
    expect(readCommandLine(args)).toEqual({ kind: 'wrong', problem: expect.stringContaining(problem) })
  })
})

it('draws the same from the same seed, and each part on its own', () => {
  const draw = (seed: number, label: string): number[] => {
    const random = createRandom(seed).fork(label)
    return [random.int(0, 1_000), random.int(0, 1_000), random.int(0, 1_000)]
  }
  expect(draw(1, 'a')).toEqual(draw(1, 'a'))
  expect(draw(1, 'a')).not.toEqual(draw(1, 'b'))
  expect(draw(1, 'a')).not.toEqual(draw(2, 'a'))
})
