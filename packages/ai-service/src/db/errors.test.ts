import { expect, it } from 'vitest'
import { CommitOutcomeUnknownError, isDatabaseUnavailable, sqlState } from './errors.ts'

const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code })

it.each(['57P01', '57014', '08006', '53300', '25P03', 'EPIPE', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND'])(
  'takes %s for a database that is away, also behind another error',
  (code) => {
    expect(isDatabaseUnavailable(coded(code))).toBe(true)
    expect(isDatabaseUnavailable(new CommitOutcomeUnknownError('x', { cause: coded(code) }))).toBe(true)
  },
)

it.each(['23505', '22P02', '42703', 'P0001'])('takes %s for a mistake', (code) => {
  expect(isDatabaseUnavailable(coded(code))).toBe(false)
})

it('does not take a code of Node for one of the database', () => {
  expect(sqlState(coded('EPIPE'))).toBeUndefined()
  expect(sqlState(coded('P0001'))).toBe('P0001')
})
