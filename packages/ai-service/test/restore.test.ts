import { MockProvider } from '@jointo/providers'
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { brokenInvariants, createTestService } from './helpers/create-test-service.ts'

/** The statement that the restore drill of the documentation begins with. */
async function statementOfTheDrill(): Promise<string> {
  const page = await readFile(new URL('../../../docs/operations.md', import.meta.url), 'utf8')
  const statement = /```sql\n([^]*?)```/.exec(page)?.[1]
  if (statement === undefined) throw new Error('docs/operations.md has no SQL')
  return statement
}

it('after a restore nothing that waited is sent, and all of it is given back', async () => {
  const { service, principal, runtime, sql } = await createTestService({
    running: false,
    providers: [new MockProvider()],
  })
  const request = { model: 'mock/image', kind: 'image' as const, input: { prompt: 'a kite' } }
  const { job } = await service.jobs.create(principal, request)
  await sql.query(await statementOfTheDrill())
  await runtime.runner.start()
  const ended = await service.jobs.wait(principal, job.id, { timeoutMs: 20_000 })
  expect(ended).toMatchObject({ status: 'failed', error: { code: 'deadline_exceeded' } })
  expect(await service.credits.balance(principal)).toMatchObject({ balance: '100', held: '0' })
  const { rows } = await sql.query('select id from attempt')
  expect(rows).toEqual([])
  expect(await brokenInvariants(service)).toEqual([])
})
