import { expect, test } from 'vitest'
import { checkPrograms } from './programs.ts'

const check = (script: string, text: string): string[] =>
  checkPrograms('apps/acme/package.json', { scripts: { bench: script } }, (program) => {
    expect(program).toBe('apps/acme/bench/main.ts')
    return text
  }).map(({ message }) => message)

test('a script has to know --help', () => {
  const script = 'node --expose-gc --conditions=@jointo/source bench/main.ts'
  expect(check(script, 'await bench()')).toEqual([expect.stringContaining('does not know --help')])
  expect(check(script, 'readArguments(HELP, {})\nawait bench()')).toEqual([])
  expect(check(`${script} --write`, "if (argument === '--help')")).toEqual([])
})

test('programs of others are left alone', () => {
  expect(check('vitest run', '')).toEqual([])
})
