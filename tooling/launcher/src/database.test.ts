import { expect, test } from 'vitest'
import { isTrouble } from './database.ts'

const at = (text: string): string => `2026-01-01 00:00:00.000 UTC [7] ${text}`

test.for([
  ['42P01 ERROR:  relation "job" does not exist', true],
  ['57P01 FATAL:  terminating connection due to administrator command', true],
  ['01000 WARNING:  there is no transaction in progress', true],
  ['JT402 ERROR:  account acc_1 can not pay 5 now', false],
  ['42P01 STATEMENT:  select * from job', false],
  ['00000 LOG:  database system is ready to accept connections', false],
] as const)('%s', ([text, trouble]) => {
  expect(isTrouble(at(text))).toBe(trouble)
})
