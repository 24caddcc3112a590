import { expect, test } from 'vitest'
import { readCommandLine } from './command-line.ts'

test('runs with documented defaults', () => {
  expect(readCommandLine([], {})).toEqual({
    kind: 'run',
    options: { port: 8790, host: '127.0.0.1', taskSeconds: 5 },
  })
})

test('flags win over the environment, blank variables are absent', () => {
  const environment = { VENDOR_SIM_PORT: '9000', VENDOR_SIM_HOST: ' ', VENDOR_SIM_TASK_SECONDS: '1.5' }
  expect(readCommandLine(['--port', '0'], environment)).toEqual({
    kind: 'run',
    options: { port: 0, host: '127.0.0.1', taskSeconds: 1.5 },
  })
})

test.each([[['--prot', '1']], [['--port', 'eighty']], [['--task-seconds', '-1']], [['extra']]])(
  'refuses %j',
  (args) => {
    expect(readCommandLine(args, {}).kind).toBe('wrong')
  },
)

test('help is help', () => {
  expect(readCommandLine(['--help'], {})).toEqual({ kind: 'help' })
})
