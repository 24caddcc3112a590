import { createTestDatabase } from '@jointo/test-support'
import { expect, it, onTestFinished } from 'vitest'
import { connectProblem } from '../src/db/connect-error.ts'
import { migrate, SettingsError } from '../src/index.ts'

/** A start that can't reach its database says which variable is wrong, and how to mend it. */
it('names DATABASE_URL and the cure, never the password', async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  const wrong: [change: (url: URL) => void, says: RegExp][] = [
    [(url) => (url.port = '1'), /^DATABASE_URL: no database answers at .*:1 \(ECONNREFUSED\): start it/],
    [(url) => (url.hostname = 'nowhere.invalid'), /^DATABASE_URL: nobody knows the host nowhere\.invalid/],
    [(url) => (url.pathname = '/none'), /^DATABASE_URL: there is no database "none" at .*: create it/],
    [
      (url) => (url.password = 'secret-word'),
      /^DATABASE_URL: the database at .* does not let .* in: correct/,
    ],
  ]
  for (const [change, says] of wrong) {
    const url = new URL(database.url)
    const { password } = url
    change(url)
    const error: unknown = await migrate(url.href).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(SettingsError)
    expect(error).toMatchObject({ message: expect.stringMatching(says) })
    const message = error instanceof Error ? error.message : ''
    for (const secret of [password, 'secret-word', '\n']) expect(message).not.toContain(secret)
  }
})

it.each([
  [{ code: '28P01' }, /does not let me in/],
  [{ message: 'timeout expired' }, /no database answers at db:5432 \(time-out\)/],
  [{ message: 'The server does not support SSL connections' }, /speaks no TLS/],
  [{ code: '53300' }, undefined],
  [{ message: 'something else' }, undefined],
])('%j', (fields, says) => {
  const error = Object.assign(new Error('message' in fields ? fields.message : ''), fields)
  const problem = connectProblem(error, { host: 'db', port: 5_432, database: 'jointo', user: 'me' })
  if (says === undefined) expect(problem).toBeUndefined()
  else expect(problem).toMatch(says)
})
