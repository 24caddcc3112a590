import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import * as schema from '../src/schema.ts'

/** Files that may look at everybody's rows, and why. All others ask through `owned`. */
const INTERNAL: Readonly<Record<string, string>> = {
  'accounts/accounts.ts': 'for operators',
  'api-keys/api-keys.ts': 'keys are revoked by operators',
  'api-keys/find-key.ts': 'keys are found by their hash, and watched for all who are answered',
  'events/read-events.ts': 'reads for many at once, each row for the account that asks',
  'jobs/inspect.ts': 'for operators',
  'jobs/resolve-unknown.ts': 'for operators',
  'jobs/transition.ts': 'moves a job by its id, whoever it belongs to; callers have found it before',
  'jobs/unknown-policy.ts': 'the budget for second submissions is everybody’s',
  'quotes/create.ts': 'forgets offers that are over, of everybody',
  'ledger/balance.ts': 'the account is the key',
  'ledger/spend.ts': 'the entries of the account lead to its own jobs',
  'webhooks/endpoints.ts': 'gives up deliveries of an endpoint that was found before',
  'webhooks/disable.ts': 'the sender of deliveries',
  'webhooks/finish.ts': 'the sender of deliveries',
  'webhooks/hand-back.ts': 'the sender of deliveries',
  'webhooks/sweep.ts': 'the sender of deliveries',
}
/** Drives the work of all accounts, clears up after it, or counts it. */
const INTERNAL_FOLDERS = [
  'runner/',
  'polling/',
  'vendors/',
  'retention/',
  'calls/',
  'invariants/',
  'operation/',
  'db/',
]

const ROOT = fileURLToPath(new URL('../src/', import.meta.url))
const sources = globSync('**/*.ts', { cwd: ROOT })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => ({ file, text: readFileSync(ROOT + file, 'utf8') }))

const tenantTables = Object.entries(schema).flatMap(([name, table]) =>
  is(table, PgTable) && 'accountId' in table ? [{ name, sqlName: getTableName(table) }] : [],
)

/** Statements on tenants' tables in a text that do not ask whose the rows are. */
function unowned(text: string): string[] {
  const names = tenantTables.map(({ name }) => name).join('|')
  const sqlNames = tenantTables.map(({ sqlName }) => sqlName).join('|')
  const found: string[] = []
  for (const match of text.matchAll(
    new RegExp(String.raw`\.(?:from|update|delete|leftJoin|innerJoin)\((${names})\b`, 'g'),
  )) {
    const statement = chainFrom(text, match.index)
    if (!/\bown[A-Za-z]*\b/.test(statement)) found.push(match[0])
  }
  for (const match of text.matchAll(
    new RegExp(String.raw`\b(?:from|update|join|into)\s+(${sqlNames})\s+(?!import)[a-z(]`, 'g'),
  ))
    found.push(match[0])
  return found
}

/** From one call of a chain to the end of the chain. */
function chainFrom(text: string, start: number): string {
  let at = start
  while (text[at] === '.') {
    at = text.indexOf('(', at)
    for (let depth = 0; at < text.length; at += 1) {
      if (text[at] === '(') depth += 1
      if (text[at] === ')' && (depth -= 1) === 0) break
    }
    at += 1
    const next = /^\s*(?:\/\/[^\n]*\s*)*\./.exec(text.slice(at))
    if (next === null) break
    at += next[0].length - 1
  }
  return text.slice(start, at)
}

const isInternal = (file: string) =>
  file in INTERNAL || INTERNAL_FOLDERS.some((folder) => file.startsWith(folder))

describe('a query for somebody', () => {
  it('knows the tables', () => {
    expect(tenantTables.map(({ name }) => name).toSorted()).toEqual(
      expect.arrayContaining(['apiKey', 'asset', 'idempotencyKey', 'job', 'quote', 'webhookEndpoint']),
    )
  })

  it.each(sources.filter(({ file }) => !isInternal(file)))('asks whose the rows are: $file', ({ text }) => {
    expect(unowned(text)).toEqual([])
  })

  it.each(Object.keys(INTERNAL))('is excused with a reason only where it is one: %s', (file) => {
    expect(unowned(sources.find((one) => one.file === file)?.text ?? '')).not.toEqual([])
  })

  it.each([
    'db.select().from(job).where(eq(job.id, jobId))',
    'db\n  .update(asset)\n  .set({ a: f(1) })\n  .where(eq(asset.id, id))\n\nconst x = owned(asset)',
    'sql`select id from webhook_delivery where id = ${id}`',
    'db.select().from(jobInput).innerJoin(job, eq(job.id, jobInput.jobId))',
  ])('is noticed when it does not: %j', (text) => {
    expect(unowned(text)).toHaveLength(1)
  })

  it('is not suspected when it does', () => {
    expect(unowned('db.select().from(job)\n  // Newest first.\n  .where(owned(job, who, a(b(c))))')).toEqual(
      [],
    )
  })
})
